char FeaturesFromAConstant() => 'b';
