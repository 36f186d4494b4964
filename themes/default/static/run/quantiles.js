// Quantiles of sorted numbers, between neighbours by straight lines (as NumPy's default).

export function quantile(sorted, share) {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

export function median(sorted) {
  return quantile(sorted, 0.5);
}
