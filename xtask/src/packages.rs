//! Tools from npm, installed outside the checkout as a lock file says.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, read, run, write};

/// Installs the packages of `folder` (its `package.json` and lock file) below `target`; returns
/// the folder that holds `node_modules`.
pub(crate) fn install(folder: &Path, target: &Path) -> Result<PathBuf> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let place = target.join("npm").join(&*name);
    let stamp = place.join("installed.json");
    let lock = read(&folder.join("package-lock.json"))?;
    if read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(place);
    }
    write(&place.join("package.json"), &read(&folder.join("package.json"))?)?;
    write(&place.join("package-lock.json"), &lock)?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]);
    run(npm.current_dir(&place))
        .map_err(|problem| format!("{problem}; Node.js 18 with npm is needed"))?;
    write(&stamp, &lock)?;
    Ok(place)
}
