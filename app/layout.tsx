import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { earlyPressScript } from "#components/ui/early-press-script.ts";
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

// The first script changes <html> before React sees it. Hashes are taken from the built page (lessons-server/headers.ts).
export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en-GB" className={fonts} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
        <script dangerouslySetInnerHTML={{ __html: earlyPressScript }} />
      </head>
      <body>
        {children}
        <Follow />
      </body>
    </html>
  );
}

/** Shows what its author saves. Imported behind the condition, so that no learner loads it. */
async function Follow() {
  if (process.env.NODE_ENV !== "development") return null;
  const { FollowContent } = await import("#components/authoring/follow-content.tsx");
  return <FollowContent />;
}
