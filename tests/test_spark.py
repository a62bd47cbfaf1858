"""A real local Spark gives what a table gives."""

import ast
import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

import lkjdsl
from lkjdsl import spark
from tests.support.paths import ROOT

EDITION = """
lkjdsl = 1
title = 'Paspor'
year = 2025
language = 'id'
[rules]
zero_over_zero = 'exclude'
[input.paspor]
terbit = { kind = 'count' }
permohonan = { kind = 'count' }
[indicator.IKK1]
name = 'Paspor terbit'
unit = 'percent'
formula = 'paspor.terbit / paspor.permohonan'
target = '90%'
"""
HOW_TO = ROOT / "docs" / "how-to" / "spark.md"
HEADERS = ("kantor", "paspor.terbit", "paspor.permohonan")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that Spark works in."""
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[Any]:
    """Return a Spark session of two workers on this machine."""
    from pyspark.sql import SparkSession

    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    settings: dict[str, bool | float | int | str | None] = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # it lives for seconds
        "spark.driver.memory": "512m",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    with contextlib.chdir(folder):
        found = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield found
    found.stop()


def test_spark_gives_what_a_table_gives(session: Any) -> None:
    edition = lkjdsl.load(text=EDITION)
    numbers = range(1000)
    columns = ([f"K{one}" for one in numbers], [one % 41 for one in numbers], [one % 40 for one in numbers])
    table = pa.table(dict(zip(HEADERS, columns, strict=True)))
    dataframe = session.createDataFrame(table)
    found = spark.evaluate(edition, dataframe, printed="id").toArrow()

    expected = edition.evaluate_table(table, printed="id").to_pylist()
    assert sorted(found.to_pylist(), key=lambda row: row["kantor"]) == sorted(expected, key=lambda row: row["kantor"])


def test_the_how_to_runs(session: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    shutil.copytree(ROOT / "formulas", "formulas")
    Path("offices").mkdir()
    names = lkjdsl.load("formulas/2025.toml").inputs
    table = pa.table({"kantor": ["Bontang", "Palu"], **{name: [100, 100] for name in names}})
    parquet.write_table(table, "offices/part.parquet")
    on_spark, *others = re.findall(
        r"^```text\n(.*?)^```$", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    exec(compile(on_spark, str(HOW_TO), "exec"), {"session": session})  # noqa: S102 - the words of our own docs
    assert parquet.read_table("results")["IKK1.status"].to_pylist() == ["ok", "ok"]
    assert len([ast.parse(one) for one in others]) == 2


def test_an_unknown_header_is_told_before_anything_runs() -> None:
    batch = pa.RecordBatch.from_pydict({"paspor.terbti": [1]})
    with pytest.raises(lkjdsl.LkjdslError, match="terbti"):
        next(spark.function(lkjdsl.load(text=EDITION))(iter([batch])))
