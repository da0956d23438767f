//! From a scene to pixels: a camera, rays, light, and what a phone makes of it.

use crate::material::Material;
use crate::noise::hash;
use crate::vector::{V, mix, v};
use crate::weather::Weather;
use crate::world::{Group, Ray, nearest};

pub(crate) struct Camera {
    pub(crate) at: V,
    pub(crate) towards: V,
    /// Half of the picture's height at a distance of 1.
    pub(crate) reach: f32,
    pub(crate) exposure: f32,
}

pub(crate) struct Scene {
    pub(crate) camera: Camera,
    pub(crate) weather: Weather,
    pub(crate) groups: Vec<Group>,
}

/// Rays a pixel, in each direction.
const FINE: u32 = 2;

impl Scene {
    /// Renders to sRGB, three bytes a pixel, on two threads.
    pub(crate) fn render(&self, width: u32, height: u32) -> Vec<u8> {
        let mut pixels = vec![0; width as usize * height as usize * 3];
        let row = width as usize * 3;
        let half = row * (height as usize / 2);
        let (upper, lower) = pixels.split_at_mut(half);
        std::thread::scope(|scope| {
            scope.spawn(|| self.render_rows(upper, 0, width, height));
            self.render_rows(lower, height / 2, width, height);
        });
        pixels
    }

    fn render_rows(&self, pixels: &mut [u8], first: u32, width: u32, height: u32) {
        for (y, row) in (first..).zip(pixels.chunks_exact_mut(width as usize * 3)) {
            for (x, pixel) in (0..).zip(row.as_chunks_mut::<3>().0) {
                *pixel = self.pixel(x, y, width, height);
            }
        }
    }

    fn pixel(&self, x: u32, y: u32, width: u32, height: u32) -> [u8; 3] {
        let forward = self.camera.towards.unit();
        let right = v(0.0, 1.0, 0.0).cross(forward).unit();
        let up = forward.cross(right);
        let mut sum = V::default();
        for part in 0..FINE * FINE {
            let chance = |salt: i32| hash(x as i32, y as i32, salt * 16 + part as i32);
            let u = (x as f32 + ((part % FINE) as f32 + chance(1)) / FINE as f32) * 2.0 - width as f32;
            let w = (y as f32 + ((part / FINE) as f32 + chance(2)) / FINE as f32) * 2.0 - height as f32;
            let scale = self.camera.reach / height as f32;
            let towards = (forward + right * (u * scale) - up * (w * scale)).unit();
            let around = (part as f32 + chance(3)) / (FINE * FINE) as f32 * std::f32::consts::TAU;
            let light = self.light(
                &Ray {
                    from: self.camera.at,
                    towards,
                },
                around,
                chance(4),
            );
            // Lenses darken the corners a little.
            let from_middle = (u * u + w * w) / (width * width + height * height) as f32;
            sum = sum + tone(light * (self.camera.exposure * (1.0 - 0.28 * from_middle)));
        }
        let mean = sum * (255.0 / (FINE * FINE) as f32);
        [mean.x, mean.y, mean.z].map(|sample| (sample + 0.5) as u8)
    }

    fn light(&self, ray: &Ray, around: f32, chance: f32) -> V {
        let weather = &self.weather;
        let Some(hit) = nearest(&self.groups, ray, 1e5) else {
            return weather.sky(ray.towards);
        };
        let at = ray.at(hit.distance);
        let look = hit.thing.material.look(at, hit.normal, ray.towards, weather);
        let leafy = matches!(hit.thing.material, Material::Leaves(_));
        let from = at + hit.normal * 0.004;

        let wobble = v(around.cos(), 0.0, around.sin()) * (0.02 * chance);
        let sunward = (weather.sun + wobble).unit();
        let slant = hit.normal.dot(sunward);
        let slant = if leafy {
            slant.max(0.0) * 0.7 + 0.22
        } else {
            slant.max(0.0)
        };
        let sun = if slant > 0.0
            && nearest(
                &self.groups,
                &Ray {
                    from,
                    towards: sunward,
                },
                300.0,
            )
            .is_none()
        {
            weather.sunlight * slant
        } else {
            V::default()
        };

        // One look around into the open half: near things take the sky's light away.
        let side = if hit.normal.y.abs() < 0.9 {
            v(0.0, 1.0, 0.0)
        } else {
            v(1.0, 0.0, 0.0)
        };
        let a = hit.normal.cross(side).unit();
        let b = hit.normal.cross(a);
        let (spread, lift) = (chance.sqrt() * 0.95, (1.0 - chance * 0.9).sqrt());
        let out = (a * (around.cos() * spread) + b * (around.sin() * spread) + hit.normal * lift).unit();
        let shade = nearest(&self.groups, &Ray { from, towards: out }, 4.0)
            .map_or(1.0, |near| 0.3 + 0.5 * (near.distance / 4.0).min(1.0));
        let open = 0.62 + 0.38 * hit.normal.y;
        let bounce = v(0.16, 0.15, 0.11) * (weather.sunlight.x * 0.5 * (1.0 - 0.5 * hit.normal.y));

        let lit = look
            .albedo
            .tinted(sun + weather.skylight * (open * shade) + bounce * shade)
            + look.glow;
        mix(lit, weather.haze, 1.0 - (-hit.distance * 0.0022).exp())
    }
}

/// Filmic curve (Narkowicz's fit of ACES) and sRGB's gamma.
fn tone(light: V) -> V {
    let curve = |c: f32| {
        let c = c.max(0.0) * 0.62;
        ((c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14))
            .clamp(0.0, 1.0)
            .powf(1.0 / 2.2)
    };
    v(curve(light.x), curve(light.y), curve(light.z))
}
