import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { themeScript } from "#components/ui/theme-script.ts";
import { fonts } from "./fonts.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Sockets 101", template: "%s · Sockets 101" },
  description:
    "Learn HTTP, WebSocket and Socket.IO by watching your own server talk to several clients at once.",
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#101317" },
  ],
};

// The script changes <html> before React sees it; its hash is taken from the built page (lessons-server/headers.ts).
export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en-GB" className={fonts} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
