// hint: The first shard is taken for granted. There may be none, and it may be empty.
(double Count, double Mean, double M2) MergeStats(
    IReadOnlyList<(double Count, double Mean, double M2)> shards)
{
    var (count, mean, m2) = shards[0];
    foreach (var shard in shards.Skip(1))
    {
        double total = count + shard.Count, delta = shard.Mean - mean;
        m2 += shard.M2 + delta * delta * count * shard.Count / total;
        mean += delta * shard.Count / total;
        count = total;
    }
    return (count, mean, m2);
}
