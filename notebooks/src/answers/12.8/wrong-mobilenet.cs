// hint: MobileNet is the very example of a lightweight design: depthwise separable convolutions.
char Question8() => 'A';
