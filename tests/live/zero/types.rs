//! The client schemas of `tests/zero` are compiled with the types of `@rocicorp/zero`, and so is what an application does with
//! them (`use.ts`): wrong uses are marked there, and have to be refused.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::npm;

#[test]
fn client_schemas_compile_with_the_package_of_zero() {
    let packages = npm::installed();
    let mut cases = 0;
    for entry in fs::read_dir(npm::root()).expect("tests/zero is there").flatten() {
        if entry.path().join("schema.ts").is_file() {
            compile(&packages, &entry.path());
            cases += 1;
        }
    }
    assert!(cases >= 4, "only {cases} cases found");
}

/// Each on its own: a program has one schema.
fn compile(packages: &Path, case: &Path) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in fs::read_dir(case).expect("a readable folder").flatten() {
        if file.path().extension().is_some_and(|extension| extension == "ts") {
            fs::copy(file.path(), folder.path().join(file.file_name())).expect("a writable folder");
        }
    }
    fs::copy(npm::root().join("tsconfig.json"), folder.path().join("tsconfig.json"))
        .expect("a writable folder");
    let modules = packages.join("node_modules");
    std::os::unix::fs::symlink(&modules, folder.path().join("node_modules")).expect("a link");
    let output = Command::new("node")
        .arg(modules.join("typescript/bin/tsc"))
        .args(["--project", "."])
        .current_dir(folder.path())
        .output()
        .expect("node runs, since npm did");
    assert!(output.status.success(), "{}:\n{}", case.display(), npm::said(&output));
}
