mod keeping;
