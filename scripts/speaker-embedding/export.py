"""The statistics and their projection as ONNX, in the shape that sherpa-onnx expects of a "wespeaker" embedding."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from features import BANDS, RATE, SPEECH_BIAS, SPEECH_SLOPE, VARIANCE_FLOOR


class Graph:
    def __init__(self):
        self.nodes, self.weights = [], []

    def constant(self, name, value, kind=np.float32):
        self.weights.append(numpy_helper.from_array(np.asarray(value, kind), name))
        return name

    def add(self, operator, *inputs, out, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [out], **attributes))
        return out


def save(path, mean, projection, speakers):
    graph = Graph()
    vector(graph, weighted(graph), mean, projection)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "speaker-channels64",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", "T", BANDS])],
            [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", projection.shape[1]])],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
        producer_name="callmill",
    )
    facts = {
        "framework": "wespeaker",
        "language": "English",
        "sample_rate": RATE,
        "output_dim": projection.shape[1],
        "normalize_samples": 1,
        "comment": f"statistics and a linear discriminant over {speakers} speakers and three channels",
    }
    helper.set_model_props(model, {name: str(value) for name, value in facts.items()})
    onnx.checker.check_model(model, full_check=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)


def weighted(graph):
    """How much each frame counts, [N, T, 1]; see features.statistics."""
    level = graph.add("ReduceMean", "x", out="level", axes=[2], keepdims=1)
    usual = graph.add("ReduceMean", level, out="usual", axes=[1], keepdims=1)
    above = graph.add("Sub", level, usual, out="above")
    square = graph.add("Mul", above, above, out="square")
    power = graph.add("ReduceMean", square, out="power", axes=[1], keepdims=1)
    spread = graph.add("Sqrt", power, out="spread")
    bias = graph.add("Mul", spread, graph.constant("speech_bias", SPEECH_BIAS), out="bias")
    raised = graph.add("Add", above, bias, out="raised")
    steep = graph.add("Mul", raised, graph.constant("speech_slope", SPEECH_SLOPE), out="steep")
    return shares(graph, graph.add("Sigmoid", steep, out="speech"), "weights")


def vector(graph, weights, mean, projection):
    middle = total(graph, "x", weights, "middle")
    spread = deviation(graph, graph.add("Sub", "x", middle, out="centred"), weights, "spread_of_bands")
    later = part(graph, "x", 1, 2**31, "later")
    earlier = part(graph, "x", 0, -1, "earlier")
    slope = graph.add("Sub", later, earlier, out="slope")
    slopes = shares(graph, part(graph, weights, 1, 2**31, "later_weights"), "slope_weights")
    changes = deviation(graph, slope, slopes, "spread_of_slopes")
    overall = graph.add("ReduceMean", middle, out="overall", axes=[2], keepdims=1)
    tilt = graph.add("Sub", middle, overall, out="tilt")
    rows = graph.add("Concat", tilt, spread, changes, out="rows", axis=2)
    statistics = graph.add("Squeeze", rows, graph.constant("time", [1], np.int64), out="statistics")
    centred = graph.add("Sub", statistics, graph.constant("mean", mean), out="from_mean")
    projected = graph.add("MatMul", centred, graph.constant("projection", projection), out="projected")
    graph.add("LpNormalization", projected, out="embedding", axis=1, p=2)


def shares(graph, values, name):
    whole = graph.add("ReduceSum", values, time_axis(graph), out=f"{name}_whole", keepdims=1)
    whole = graph.add("Add", whole, graph.constant(f"{name}_least", 1e-9), out=f"{name}_total")
    return graph.add("Div", values, whole, out=name)


def total(graph, values, weights, name):
    return graph.add(
        "ReduceSum", graph.add("Mul", values, weights, out=f"{name}_weighted"), time_axis(graph), out=name, keepdims=1
    )


def deviation(graph, values, weights, name):
    """The logarithm of the weighted deviation over time."""
    square = graph.add("Mul", values, values, out=f"{name}_square")
    variance = total(graph, square, weights, f"{name}_variance")
    floored = graph.add("Add", variance, graph.constant(f"{name}_floor", VARIANCE_FLOOR), out=f"{name}_floored")
    logarithm = graph.add("Log", floored, out=f"{name}_log")
    return graph.add("Mul", logarithm, graph.constant(f"{name}_half", 0.5), out=name)


def part(graph, values, start, end, name):
    bounds = [graph.constant(f"{name}_{side}", [at], np.int64) for side, at in (("from", start), ("to", end), ("of", 1))]
    return graph.add("Slice", values, *bounds, out=name)


def time_axis(graph):
    if not any(weight.name == "time_axis" for weight in graph.weights):
        graph.constant("time_axis", [1], np.int64)
    return "time_axis"
