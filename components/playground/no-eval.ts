// Imported before anything that brings schemas: zod would try whether it may make functions of text, and our policy
// would have to report the attempt.
import { config } from "zod";

config({ jitless: true });
