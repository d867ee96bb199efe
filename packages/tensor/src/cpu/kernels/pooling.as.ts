/**
 * For each window of each plane the flat index (row·width + column) of its maximum: the first of equals, and the
 * first NaN before all. Windows start at y·stepY - top; what lies outside the plane doesn't count.
 */
// @ts-ignore: decorator
@inline
function maxIndices<T>(
  x: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32,
): void {
  for (let p = 0; p < planes; p++, x += <usize>(height * width) * sizeof<T>()) {
    for (let oy = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * stepY - top);
      const y1 = min(height, oy * stepY - top + sizeY);
      for (let ox = 0; ox < outWidth; ox++, out += 4) {
        const x0 = max(0, ox * stepX - left);
        const x1 = min(width, ox * stepX - left + sizeX);
        let index = y0 * width + x0;
        let best = load<T>(x + <usize>index * sizeof<T>());
        for (let i = y0; i < y1; i++) {
          const row = i * width;
          for (let at = row + x0; at < row + x1; at++) {
            const value = load<T>(x + <usize>at * sizeof<T>());
            // True for a greater value, and for a NaN unless one is already best.
            if (!(value <= best) && best == best) {
              best = value;
              index = at;
            }
          }
        }
        store<i32>(out, index);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function gatherPlanes<T>(x: usize, planes: i32, size: i32, indices: usize, count: i32, out: usize): void {
  for (let p = 0; p < planes; p++, x += <usize>size * sizeof<T>()) {
    for (let i = 0; i < count; i++, indices += 4, out += sizeof<T>()) {
      store<T>(out, load<T>(x + <usize>load<u32>(indices) * sizeof<T>()));
    }
  }
}

// @ts-ignore: decorator
@inline
function scatterPlanes<T>(dy: usize, planes: i32, size: i32, indices: usize, count: i32, out: usize): void {
  memory.fill(out, 0, <usize>planes * size * sizeof<T>());
  for (let p = 0; p < planes; p++, out += <usize>size * sizeof<T>()) {
    for (let i = 0; i < count; i++, indices += 4, dy += sizeof<T>()) {
      const at = out + <usize>load<u32>(indices) * sizeof<T>();
      store<T>(at, <T>(load<T>(at) + load<T>(dy)));
    }
  }
}

/** The mean of each window, over its whole area or over what lies inside the plane. */
// @ts-ignore: decorator
@inline
function average<T>(
  x: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  for (let p = 0; p < planes; p++, x += <usize>(height * width) * sizeof<T>()) {
    for (let oy = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * stepY - top);
      const y1 = min(height, oy * stepY - top + sizeY);
      for (let ox = 0; ox < outWidth; ox++, out += sizeof<T>()) {
        const x0 = max(0, ox * stepX - left);
        const x1 = min(width, ox * stepX - left + sizeX);
        let total: T = 0;
        for (let i = y0; i < y1; i++) {
          for (let j = x0; j < x1; j++) total += load<T>(x + <usize>(i * width + j) * sizeof<T>());
        }
        store<T>(out, <T>(total / <T>(whole ? sizeY * sizeX : (y1 - y0) * (x1 - x0))));
      }
    }
  }
}

/** The adjoint of `average`: each window's dy spread evenly over it. */
// @ts-ignore: decorator
@inline
function averageGradient<T>(
  dy: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  memory.fill(out, 0, <usize>planes * height * width * sizeof<T>());
  for (let p = 0; p < planes; p++, out += <usize>(height * width) * sizeof<T>()) {
    for (let oy = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * stepY - top);
      const y1 = min(height, oy * stepY - top + sizeY);
      for (let ox = 0; ox < outWidth; ox++, dy += sizeof<T>()) {
        const x0 = max(0, ox * stepX - left);
        const x1 = min(width, ox * stepX - left + sizeX);
        const part = <T>(load<T>(dy) / <T>(whole ? sizeY * sizeX : (y1 - y0) * (x1 - x0)));
        for (let i = y0; i < y1; i++) {
          for (let j = x0; j < x1; j++) {
            const at = out + <usize>(i * width + j) * sizeof<T>();
            store<T>(at, <T>(load<T>(at) + part));
          }
        }
      }
    }
  }
}

export function maxIndices32(
  x: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32,
): void {
  maxIndices<f32>(x, planes, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left);
}

export function maxIndices64(
  x: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32,
): void {
  maxIndices<f64>(x, planes, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left);
}

export function gatherPlanes32(x: usize, planes: i32, size: i32, indices: usize, count: i32, out: usize): void {
  gatherPlanes<f32>(x, planes, size, indices, count, out);
}

export function gatherPlanes64(x: usize, planes: i32, size: i32, indices: usize, count: i32, out: usize): void {
  gatherPlanes<f64>(x, planes, size, indices, count, out);
}

export function scatterPlanes32(dy: usize, planes: i32, size: i32, indices: usize, count: i32, out: usize): void {
  scatterPlanes<f32>(dy, planes, size, indices, count, out);
}

export function scatterPlanes64(dy: usize, planes: i32, size: i32, indices: usize, count: i32, out: usize): void {
  scatterPlanes<f64>(dy, planes, size, indices, count, out);
}

export function average32(
  x: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  average<f32>(x, planes, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left, whole);
}

export function average64(
  x: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  average<f64>(x, planes, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left, whole);
}

export function averageGradient32(
  dy: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  averageGradient<f32>(dy, planes, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left, whole);
}

export function averageGradient64(
  dy: usize, planes: i32, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  averageGradient<f64>(dy, planes, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left, whole);
}
