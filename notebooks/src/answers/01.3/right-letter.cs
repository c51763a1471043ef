char CostOfBackward() => 'D';
