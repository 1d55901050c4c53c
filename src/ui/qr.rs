//! Codes for cameras, as pictures.

use std::fmt::Write as _;

use qrcode::{Color, QrCode};

/// A QR code (ISO/IEC 18004) as SVG: one path of horizontal runs, with the quiet zone of four modules that scanners want.
#[must_use]
pub fn qr(content: &str) -> Option<String> {
    let code = QrCode::new(content).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                // Writing into a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + 4, y + 4);
            }
            x += run.max(1);
        }
    }
    let side = width + 8;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::qr;

    #[test]
    fn a_code_is_one_path_without_style() {
        let svg = qr("https://sabak.example/c/7K3M9QPX2TA").unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
        assert!(!svg.contains("style"), "{svg}");
        // The three finder patterns begin with seven dark modules beyond the quiet zone.
        assert!(svg.contains("M4 4h7v1h-7z"), "{svg}");
    }
}
