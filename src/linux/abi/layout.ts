export { defineLayout, type Fields, type FieldType, type Layout } from "../../util/layout.ts";
