//! Photo bytes in, an oriented, resized sRGB JPEG out.
