char FeaturesFromAConstant() => 'c';
