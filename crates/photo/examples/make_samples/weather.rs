//! The sky and its light.

use crate::noise::cloudy;
use crate::vector::{V, grey, mix, smooth, v};

pub(crate) struct Weather {
    pub(crate) sun: V,
    pub(crate) sunlight: V,
    pub(crate) skylight: V,
    pub(crate) haze: V,
    pub(crate) clouds: Clouds,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Clouds {
    Scattered,
    Overcast,
}

impl Weather {
    pub(crate) fn sunny(sun: V) -> Self {
        Self {
            sun: sun.unit(),
            sunlight: v(2.9, 2.6, 2.15),
            skylight: v(0.50, 0.64, 0.86),
            haze: v(0.72, 0.82, 0.94),
            clouds: Clouds::Scattered,
        }
    }

    pub(crate) fn overcast(sun: V) -> Self {
        Self {
            sun: sun.unit(),
            sunlight: v(0.42, 0.40, 0.37),
            skylight: v(1.02, 1.04, 1.08),
            haze: v(0.70, 0.73, 0.77),
            clouds: Clouds::Overcast,
        }
    }

    /// What is seen of the sky in a direction.
    pub(crate) fn sky(&self, towards: V) -> V {
        let up = towards.y.max(0.0);
        let spread = 1.0 / (up + 0.16);
        let at = v(towards.x * spread * 1.7 + 4.0, 0.3, towards.z * spread * 1.7);
        match self.clouds {
            Clouds::Overcast => {
                let shade = cloudy(at * 0.9, 5);
                mix(
                    v(0.62, 0.66, 0.71),
                    v(0.93, 0.95, 0.97),
                    smooth(0.25, 0.75, shade),
                ) * (0.86 + 0.14 * (1.0 - up))
            }
            Clouds::Scattered => {
                let blue = mix(v(0.66, 0.80, 0.95), v(0.13, 0.33, 0.72), up.powf(0.55));
                let cover = cloudy(at, 6);
                let beyond = cloudy(at + v(self.sun.x, 0.0, self.sun.z) * 0.35, 4);
                let body = smooth(0.52, 0.68, cover) * smooth(0.02, 0.14, up);
                let lit = mix(grey(1.08), v(0.70, 0.75, 0.83), smooth(0.45, 0.75, beyond));
                mix(blue, lit, body)
            }
        }
    }
}
