extension PythonTools {
    /// Everything the search for a reproduction is made of; `reproduce.py` is the one to start.
    static let reproduction = [
        "reproduce.py",
        "reproduce_annotate.py",
        "reproduce_clock.py",
        "reproduce_edit.py",
        "reproduce_emit.py",
        "reproduce_evaluate.py",
        "reproduce_faults.py",
        "reproduce_hunt.py",
        "reproduce_infer.py",
        "reproduce_log.py",
        "reproduce_minimise.py",
        "reproduce_mutate.py",
        "reproduce_program.py",
        "reproduce_project.py",
        "reproduce_scenes.py",
        "reproduce_search.py",
        "reproduce_seeds.py",
        "reproduce_shape.py",
        "reproduce_stub.py",
        "reproduce_trial.py",
        "reproduce_values.py",
        "reproduce_verify.py",
        "reproduce_wants.py",
        "reproduce_world.py",
    ]
}
