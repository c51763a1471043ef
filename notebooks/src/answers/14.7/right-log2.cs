double AnotherPrice() => Math.Log2(1 / 1.1) / 2;
