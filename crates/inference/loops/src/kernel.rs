//! A kernel of matrix products in WebAssembly, which tract's registry takes from other crates too.
//!
//! tract's own keeps 64 sums of a tile in vector registers. x86-64 has 16 of four values, so that
//! most sums move to memory and back at every step. Here a tile is computed in blocks of 36 sums,
//! and is larger, which saves calls.

use std::arch::wasm32::{
    f32x4, f32x4_add, f32x4_lt, f32x4_mul, f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sub, v128,
    v128_bitselect, v128_load, v128_load32_splat, v128_store, v128_store32_lane,
};

use tract_core::internal::DatumType;
use tract_linalg::isa::Arch;
use tract_linalg::mmm::{DynKernel, FusedKerSpec, MatMatMul, OutputStoreKer};
use tract_linalg::mmm_routines::MmmRoutine;
use tract_linalg::mmm_tiers::MmmTier;
use tract_linalg::pack::Packing;

const NAME: &str = "faircat_f32_12x12";

const ROWS: usize = 12;
const COLUMNS: usize = 12;

/// Vectors in a row.
const WIDTH: usize = COLUMNS / 4;

/// Rows of a block: with the weights of one step, a factor and a product, its sums take 14
/// registers.
const BLOCK: usize = 3;

type Tile = [[v128; WIDTH]; ROWS];

inventory::submit! { MmmRoutine { make: kernel } }

inventory::submit! {
    MmmTier {
        arch: Some(Arch::Wasm32Simd128),
        precedence: 2,
        name: "faircat",
        applies: |_| true,
        // tract has kernels of its own for products with one column.
        preferred: |_, accumulator, query, _| {
            (accumulator == DatumType::F32 && query.n != Some(1)).then_some(NAME)
        },
    }
}

fn kernel() -> Box<dyn MatMatMul> {
    let (rows, columns) = (f32::packing(ROWS), f32::packing(COLUMNS));
    let mut kernel = DynKernel::<ROWS, COLUMNS, f32>::new(NAME, compute, rows, columns);
    kernel.arch = Some(Arch::Wasm32Simd128);
    kernel.mmm()
}

/// Does what `specs` ask for on one tile; 0 where all of it is known.
///
/// # Safety
///
/// Pointers in `specs` lead to what [`FusedKerSpec`] says: whole tiles, rows, columns and packed
/// panels.
unsafe fn compute(specs: &[FusedKerSpec<f32>]) -> isize {
    use FusedKerSpec as Spec;
    let zero: Tile = [[f32x4_splat(0.0); WIDTH]; ROWS];
    let mut tile = zero;
    for spec in specs {
        // SAFETY: as this function's.
        unsafe {
            match *spec {
                Spec::Done => break,
                Spec::Clear => tile = zero,
                Spec::LoadTile(_, rows) => tile = rows.cast::<Tile>().read_unaligned(),
                Spec::ScalarMin(a) => by_scalar(&mut tile, a, min),
                Spec::ScalarMax(a) => by_scalar(&mut tile, a, max),
                Spec::ScalarAdd(a) => by_scalar(&mut tile, a, add),
                Spec::ScalarMul(a) => by_scalar(&mut tile, a, mul),
                Spec::ScalarSub(a) => by_scalar(&mut tile, a, sub),
                Spec::ScalarSubF(a) => by_scalar(&mut tile, a, |a, x| sub(x, a)),
                Spec::LeakyRelu(a) => by_scalar(&mut tile, a, leaky_relu),
                Spec::PerRowMin(a) => by_row(&mut tile, a, min),
                Spec::PerRowMax(a) => by_row(&mut tile, a, max),
                Spec::PerRowAdd(a) => by_row(&mut tile, a, add),
                Spec::PerRowMul(a) => by_row(&mut tile, a, mul),
                Spec::PerRowSub(a) => by_row(&mut tile, a, sub),
                Spec::PerRowSubF(a) => by_row(&mut tile, a, |a, x| sub(x, a)),
                Spec::PerColMin(a) => by_column(&mut tile, a, min),
                Spec::PerColMax(a) => by_column(&mut tile, a, max),
                Spec::PerColAdd(a) => by_column(&mut tile, a, add),
                Spec::PerColMul(a) => by_column(&mut tile, a, mul),
                Spec::PerColSub(a) => by_column(&mut tile, a, sub),
                Spec::PerColSubF(a) => by_column(&mut tile, a, |a, x| sub(x, a)),
                Spec::AddUnicast(other) => add_tile(&mut tile, &other),
                Spec::AddRowColProducts(rows, columns) => add_product(&mut tile, 1, rows, columns),
                Spec::AddMatMul { k, pa, pb, packing: _ } => {
                    add_product(&mut tile, k, pa.cast(), pb.cast());
                }
                Spec::Store(to) => store(&tile, &to),
                // Of quantised numbers, which no product of float32 values asks for.
                Spec::QScale(..) | Spec::RoundingShiftRight(..) | Spec::ShiftLeft(_) => return 1,
            }
        }
    }
    0
}

/// The smaller; `x` where one is not a number. As is [`max`], this is one instruction of x86-64
/// where WebAssembly's `min` is several.
#[inline(always)]
fn min(a: v128, x: v128) -> v128 {
    f32x4_pmin(x, a)
}

#[inline(always)]
fn max(a: v128, x: v128) -> v128 {
    f32x4_pmax(x, a)
}

#[inline(always)]
fn add(a: v128, x: v128) -> v128 {
    f32x4_add(a, x)
}

#[inline(always)]
fn mul(a: v128, x: v128) -> v128 {
    f32x4_mul(a, x)
}

#[inline(always)]
fn sub(a: v128, x: v128) -> v128 {
    f32x4_sub(a, x)
}

#[inline(always)]
fn leaky_relu(slope: v128, x: v128) -> v128 {
    v128_bitselect(f32x4_mul(slope, x), x, f32x4_lt(x, f32x4_splat(0.0)))
}

#[inline(always)]
fn by_scalar(tile: &mut Tile, a: f32, f: impl Fn(v128, v128) -> v128) {
    let a = f32x4_splat(a);
    for x in tile.as_flattened_mut() {
        *x = f(a, *x);
    }
}

/// # Safety
///
/// `a` leads to a value for each row.
#[inline(always)]
unsafe fn by_row(tile: &mut Tile, a: *const f32, f: impl Fn(v128, v128) -> v128) {
    for (row, values) in tile.iter_mut().enumerate() {
        // SAFETY: as this function's.
        let a = unsafe { v128_load32_splat(a.add(row).cast()) };
        for x in values {
            *x = f(a, *x);
        }
    }
}

/// # Safety
///
/// `a` leads to a value for each column.
#[inline(always)]
unsafe fn by_column(tile: &mut Tile, a: *const f32, f: impl Fn(v128, v128) -> v128) {
    // SAFETY: as this function's.
    let a = unsafe { a.cast::<[v128; WIDTH]>().read_unaligned() };
    for values in tile {
        for (x, a) in values.iter_mut().zip(a) {
            *x = f(a, *x);
        }
    }
}

/// # Safety
///
/// `other` is a whole tile.
#[inline(always)]
unsafe fn add_tile(tile: &mut Tile, other: &OutputStoreKer) {
    let step = other.col_byte_stride;
    for (row, values) in tile.iter_mut().enumerate() {
        for (vector, x) in values.iter_mut().enumerate() {
            // SAFETY: as this function's.
            let other = unsafe {
                let first = place(other, row, 4 * vector);
                let at = |column| first.offset(column * step).cast::<f32>().read_unaligned();
                if step == 4 { v128_load(first.cast()) } else { f32x4(at(0), at(1), at(2), at(3)) }
            };
            *x = f32x4_add(*x, other);
        }
    }
}

/// # Safety
///
/// `to` is a whole tile.
#[inline(always)]
unsafe fn store(tile: &Tile, to: &OutputStoreKer) {
    let step = to.col_byte_stride;
    for (row, values) in tile.iter().enumerate() {
        for (vector, x) in values.iter().enumerate() {
            // SAFETY: as this function's.
            unsafe {
                let first = place(to, row, 4 * vector);
                if step == 4 {
                    v128_store(first.cast(), *x);
                } else {
                    v128_store32_lane::<0>(*x, first.cast());
                    v128_store32_lane::<1>(*x, first.offset(step).cast());
                    v128_store32_lane::<2>(*x, first.offset(2 * step).cast());
                    v128_store32_lane::<3>(*x, first.offset(3 * step).cast());
                }
            }
        }
    }
}

/// # Safety
///
/// `tile` holds the value at `row` and `column`.
#[inline(always)]
unsafe fn place(tile: &OutputStoreKer, row: usize, column: usize) -> *mut u8 {
    let bytes = row as isize * tile.row_byte_stride + column as isize * tile.col_byte_stride;
    // SAFETY: as this function's.
    unsafe { tile.ptr.offset(bytes) }
}

/// Adds the product of a packed panel of `k` columns and one of `k` rows.
///
/// # Safety
///
/// `a` leads to `k` times [`ROWS`] values, and `b` to `k` times [`COLUMNS`].
#[inline(always)]
unsafe fn add_product(tile: &mut Tile, k: usize, a: *const f32, b: *const f32) {
    for (index, block) in tile.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
        let mut sums = *block;
        for step in 0..k {
            // SAFETY: as this function's.
            let (factors, weights) = unsafe {
                let factors = a.add(step * ROWS + index * BLOCK);
                let factors: [v128; BLOCK] =
                    std::array::from_fn(|row| v128_load32_splat(factors.add(row).cast()));
                (factors, b.add(step * COLUMNS).cast::<[v128; WIDTH]>().read_unaligned())
            };
            for (sums, factor) in sums.iter_mut().zip(factors) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = f32x4_add(*sum, f32x4_mul(factor, weight));
                }
            }
        }
        *block = sums;
    }
}
