// Proves that a worker of the build may start under the policy.
globalThis.postMessage("started");
