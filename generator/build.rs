//! Of the linker, for a smaller program: addresses that are to be adjusted when it starts are written
//! as a list of places, a hundredth of the size, which Linux with glibc 2.36 (2022) or newer reads,
//! but for wheels, which older ones shall run too (`FAIRCAT_PORTABLE`); and functions of the same code
//! stand once, where Rust links with its own `lld`.

fn main() {
    let of = |name: &str| std::env::var(name).unwrap_or_default();
    if of("CARGO_CFG_TARGET_OS") == "linux" && of("CARGO_CFG_TARGET_ENV") == "gnu" {
        if of("FAIRCAT_PORTABLE").is_empty() {
            println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        }
        if of("CARGO_CFG_TARGET_ARCH") == "x86_64" {
            println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
        }
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=FAIRCAT_PORTABLE");
}
