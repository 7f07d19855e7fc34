"""Writes the trained tagger as ONNX with an int8 table, and golden vectors for the TypeScript side.

python3 scripts/pii-ner/export.py --weights one.pt another.pt --out models/pii-ner --vectors test/inference/fixtures/hashed-features.json

Several weights are averaged: runs with other seeds that went on from the same weights.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from features import BUCKETS, SLOTS, features, word_ids
from model import DEEPER, DILATIONS, LABELS, REACH, Tagger

GOLDEN = ["smith", "Smith", "O'Brien-Smith's,", "SMITH", "s", "S.", "McDonald", "4111", "4pm?", "don't", "[um]", "-", "", "Núñez,", "ﬁnance", "İstanbul", "王小明", "Straße!", "it’s", "internationalisation", "Wolverhampton's", "\x1e", "o", "e-mail:", "🙂", "naïve;"]


def graph_of(model: Tagger) -> onnx.ModelProto:
    weights = model.table.weight.detach().numpy()
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-8) / 127
    table = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    constants: list[onnx.TensorProto] = []
    nodes: list[onnx.NodeProto] = []

    def constant(name: str, value: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(value, name))
        return name

    def node(op: str, inputs: list[str], output: str, **attributes: object) -> str:
        nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output

    def parameter(name: str) -> np.ndarray:
        return model.state_dict()[name].numpy().astype(np.float32)

    rows = node("Gather", [constant("table", table), "features"], "rows")
    pieces = node("Cast", [rows], "pieces", to=TensorProto.FLOAT)
    summed = node("ReduceSum", [pieces, constant("slot_axis", np.array([1], dtype=np.int64))], "summed", keepdims=0)
    x = node("Mul", [summed, constant("scale", scale.astype(np.float32))], "embedded")
    mean = node("ReduceMean", [x], "mean", axes=[-1], keepdims=1)
    centred = node("Sub", [x, mean], "centred")
    squares = node("Mul", [centred, centred], "squares")
    variance = node("ReduceMean", [squares], "variance", axes=[-1], keepdims=1)
    deviation = node("Sqrt", [node("Add", [variance, constant("epsilon", np.array(1e-5, dtype=np.float32))], "steadied")], "deviation")
    normal = node("Div", [centred, deviation], "normal")
    normed = node("Add", [node("Mul", [normal, constant("gain", parameter("norm.weight"))], "gained"), constant("shift", parameter("norm.bias"))], "normed")
    entered = node("Add", [node("MatMul", [normed, constant("enter", parameter("enter.weight")[:, :, 0].T.copy())], "projected"), constant("enter_bias", parameter("enter.bias"))], "entered")
    x = node("Relu", [entered], "lit")
    x = node("Transpose", [x], "channels", perm=[1, 0])
    x = node("Unsqueeze", [x, constant("batch_axis", np.array([0], dtype=np.int64))], "batch")
    for at, dilation in enumerate(DILATIONS):
        kernel, bias = constant(f"kernel{at}", parameter(f"blocks.{at}.weight")), constant(f"bias{at}", parameter(f"blocks.{at}.bias"))
        heard = node("Conv", [x, kernel, bias], f"heard{at}", kernel_shape=[3], dilations=[dilation], pads=[dilation, dilation])
        x = node("Add", [x, node("Relu", [heard], f"rectified{at}")], f"block{at}")
    for at, dilation in enumerate(DEEPER):
        hear, hear_bias = constant(f"hear{at}", parameter(f"deeper.{at}.hear.weight")), constant(f"hear_bias{at}", parameter(f"deeper.{at}.hear.bias"))
        tell, tell_bias = constant(f"tell{at}", parameter(f"deeper.{at}.tell.weight")), constant(f"tell_bias{at}", parameter(f"deeper.{at}.tell.bias"))
        heard = node("Conv", [x, hear, hear_bias], f"hearing{at}", kernel_shape=[3], dilations=[dilation], pads=[dilation, dilation])
        told = node("Conv", [node("Relu", [heard], f"weighed{at}"), tell, tell_bias], f"told{at}", kernel_shape=[1])
        x = node("Add", [x, told], f"deeper{at}")
    x = node("Squeeze", [x, "batch_axis"], "flat")
    x = node("Transpose", [x], "words", perm=[1, 0])
    logits = node("Add", [node("MatMul", [x, constant("leave", parameter("leave.weight")[:, :, 0].T.copy())], "left"), constant("leave_bias", parameter("leave.bias"))], "logits")
    node("Softmax", [logits], "probabilities", axis=-1)
    graph = helper.make_graph(
        nodes,
        "pii-ner",
        [helper.make_tensor_value_info("features", TensorProto.INT32, ["words", SLOTS])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["words", len(LABELS)])],
        constants,
    )
    made = helper.make_model(graph, producer_name="callmill", opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    helper.set_model_props(made, {"labels": " ".join(LABELS), "buckets": str(BUCKETS), "slots": str(SLOTS), "reach": str(REACH)})
    onnx.checker.check_model(made)
    return made


def averaged(weights: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    return {name: sum(one[name] for one in weights) / len(weights) for name in weights[0]}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--weights", type=Path, nargs="+", required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--vectors", type=Path)
    arguments = options.parse_args()
    model = Tagger()
    model.load_state_dict(averaged([torch.load(path) for path in arguments.weights]))
    model.eval()
    arguments.out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of(model), str(arguments.out / "model.int8.onnx"))
    if arguments.vectors is not None:
        rows = [{"word": word, "features": features(word), "ids": [at for at in word_ids(word) if at != 0]} for word in GOLDEN]
        arguments.vectors.parent.mkdir(parents=True, exist_ok=True)
        arguments.vectors.write_text(json.dumps(rows, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
