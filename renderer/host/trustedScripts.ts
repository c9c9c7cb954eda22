// Lets the page start its own workers under `require-trusted-types-for 'script'`, and nothing else: no markup
// from strings, no script from elsewhere. The policy of the server and of the desktop allows only this one.
// https://www.w3.org/TR/trusted-types/

interface TrustedTypes {
  readonly defaultPolicy: unknown;
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown;
}

/** To be called before the first worker; calling it again does nothing. */
export function allowOwnScripts(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined || trustedTypes.defaultPolicy) return;
  trustedTypes.createPolicy("default", {
    createScriptURL(url) {
      if (new URL(url, location.href).origin === location.origin) return url;
      throw new TypeError("Scripts come only from Catchment itself.");
    },
  });
}
