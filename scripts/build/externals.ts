/** Packages that stay packages: native code, or files of their own that they look for beside themselves. */
export const externals = ['better-sqlite3', 'sqlite-vec', 'onnxruntime-node', 'node-llama-cpp', 'harper.js'];
