//! Of the linker: addresses that are to be adjusted when the program starts are written as a list
//! of places, a hundredth of the size. Linux with glibc 2.36 (2022) or newer reads it.

fn main() {
    let of = |name: &str| std::env::var(name).unwrap_or_default();
    if of("CARGO_CFG_TARGET_OS") == "linux" && of("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    println!("cargo:rerun-if-changed=build.rs");
}
