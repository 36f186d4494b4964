#[cfg(test)]
mod assessment;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod import;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod subjects;
