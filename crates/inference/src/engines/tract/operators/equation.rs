//! Equations of sums over named axes (ONNX, `Einsum`).

use tract_core::internal::{TractResult, bail};

const ELLIPSIS: &str = "...";

/// `equation`, of operands with these `ranks`, with a letter for each axis that an ellipsis stands for:
/// all that are not named, the last of an operand with fewer beside the last of the others, as they
/// broadcast.
///
/// Errors: other numbers of operands or axes than it names, or more axes than there are letters.
pub(super) fn without_ellipses(equation: &str, ranks: &[usize]) -> TractResult<String> {
    let equation: String = equation.split_whitespace().collect();
    let Some((operands, output)) = equation.split_once("->") else {
        bail!("its equation `{equation}` names no output");
    };
    let operands: Vec<&str> = operands.split(',').collect();
    if operands.len() != ranks.len() {
        bail!("its equation `{equation}` is of {} operands, not {}", operands.len(), ranks.len());
    }
    let mut unnamed = Vec::new();
    for (operand, rank) in operands.iter().zip(ranks) {
        let named = operand.replacen(ELLIPSIS, "", 1);
        match rank.checked_sub(named.len()) {
            Some(0) => unnamed.push(0),
            Some(more) if named.len() < operand.len() => unnamed.push(more),
            _ => bail!("`{operand}` of its equation does not name {rank} axes"),
        }
    }
    let most = unnamed.iter().copied().max().unwrap_or_default();
    let letters: String =
        ('A'..='Z').chain('a'..='z').filter(|it| !equation.contains(*it)).take(most).collect();
    if letters.len() < most {
        bail!("its equation `{equation}` has more axes than there are letters");
    }
    let written: Vec<String> = (operands.iter().zip(unnamed))
        .map(|(operand, count)| operand.replacen(ELLIPSIS, &letters[most - count..], 1))
        .collect();
    Ok(format!("{}->{}", written.join(","), output.replacen(ELLIPSIS, &letters, 1)))
}

#[cfg(test)]
mod tests {
    use super::without_ellipses;

    #[test]
    fn an_ellipsis_stands_for_all_axes_that_are_not_named() {
        let written = |equation: &str, ranks: &[usize]| without_ellipses(equation, ranks).ok();
        for (equation, ranks, wanted) in [
            ("...j,jk->...k", &[3, 2][..], "ABj,jk->ABk"),
            ("i...,j->i...", &[3, 1], "iAB,j->iAB"),
            ("... i j , ... j k -> ... i k", &[4, 3], "ABij,Bjk->ABik"),
            ("bij->bji", &[3], "bij->bji"),
            ("...ii->...i", &[2], "ii->i"),
        ] {
            assert_eq!(written(equation, ranks).as_deref(), Some(wanted), "{equation}");
        }
        assert_eq!(written("ij->ji", &[3]), None);
        assert_eq!(written("...ij->...", &[1]), None);
        assert_eq!(written("ij,jk->ik", &[2]), None);
    }
}
