"""LLVM: the text of a module → machine code for the processor that runs this."""

from typing import Any

import llvmlite.binding as llvm


def engine(text: str) -> Any:
    """Return the code of a module, loaded; it lasts as long as what is returned."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features().flatten()
    # an engine takes its target over, so that each has its own
    target = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=features, opt=2, jit=True
    )
    module = llvm.parse_assembly(text)
    module.verify()
    options = llvm.create_pipeline_tuning_options(speed_level=2)
    options.loop_vectorization = True
    builder = llvm.create_pass_builder(target, options)
    builder.getModulePassManager().run(module, builder)
    made = llvm.create_mcjit_compiler(module, target)
    made.finalize_object()
    return made
