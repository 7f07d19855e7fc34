"""Writes an embedding as ONNX with the metadata by which sherpa-onnx knows how to feed it."""

import io

import onnx
import torch

from features import MEL_BANDS, SAMPLE_RATE

METADATA = {
    "framework": "wespeaker",
    "language": "English",
    "url": "callmill",
    "comment": "scripts/speaker-embedding, trained on LibriSpeech (CC BY 4.0)",
    "sample_rate": str(SAMPLE_RATE),
    # Samples reach the features as ±1, not as 16-bit integers. No feature_normalize_type: the long-term spectrum stays in,
    # since within one call the line is the same for all, and the spectrum is much of a voice.
    "normalize_samples": "1",
}


def export(model, path):
    memory = io.BytesIO()
    axes = {"feats": {0: "batch", 1: "frames"}, "embs": {0: "batch"}}
    names = {"input_names": ["feats"], "output_names": ["embs"], "dynamic_axes": axes}
    torch.onnx.export(model, torch.zeros(1, 200, MEL_BANDS), memory, opset_version=13, **names)
    exported = onnx.load_from_string(memory.getvalue())
    for key, value in {**METADATA, "output_dim": str(model.projection.shape[1])}.items():
        exported.metadata_props.add(key=key, value=value)
    onnx.checker.check_model(exported)
    onnx.save(exported, path)
