"""What all tests share: how golden files are rewritten, no deadlines on shared machines, a profile for long runs."""

import gc
import os
import tempfile

import pytest
from hypothesis import HealthCheck, Phase, settings

os.environ["LKJDSL_TRACEBACK"] = "1"  # a defect fails a test where it arose
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of commands are run: each would compile every module anew
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="lkjdsl-tests-")  # nothing is kept from or for other runs
settings.register_profile("no-deadline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("no-deadline"), max_examples=5_000)
settings.register_profile(
    "mutation",  # every mutant meets the same few examples
    settings.get_profile("no-deadline"),
    max_examples=8,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("no-deadline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files."""
    parser.addoption("--update-expected", action="store_true", help="rewrite the expected files of golden tests")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run tests that are asked for by name in one process, where they start at once and a debugger can be used."""
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0


@pytest.fixture(scope="session")
def update_expected(pytestconfig: pytest.Config) -> bool:
    """Return whether golden tests write their expected files instead of comparing; never where CI runs."""
    update: bool = pytestconfig.getoption("--update-expected")
    if update and os.environ.get("CI"):
        pytest.exit("--update-expected would make CI agree with anything", returncode=pytest.ExitCode.USAGE_ERROR)
    return update


def pytest_collection_finish() -> None:
    """Take what was collected, tens of thousands of tests and parsed modules, out of every later garbage collection."""
    gc.collect()
    gc.freeze()
