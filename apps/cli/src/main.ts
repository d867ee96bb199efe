#!/usr/bin/env node
import { Command } from "commander";

await new Command("mebae").description("Deep learning for small data").parseAsync();
