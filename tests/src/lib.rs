#[cfg(test)]
mod import;
#[cfg(test)]
mod statements;
