#[cfg(test)]
mod import;
