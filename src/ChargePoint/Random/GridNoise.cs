namespace ChargePoints;

/// <summary>
/// Noise without state: a pure function of (key, grid index), so that a value can be asked for at any time, in any order
/// and any number of times.
/// </summary>
public static class GridNoise
{
    private const ulong Weyl = 0xD1B5_4A32_D192_ED03;

    /// <summary>Uniform in [0, 1), independent from index to index.</summary>
    public static double Uniform(ulong key, long index) =>
        RandomStream.ToUnit(RandomStream.Mix(key ^ RandomStream.Mix(unchecked((ulong)index * Weyl))));

    /// <summary>Uniform in [-1, 1), independent from index to index.</summary>
    public static double Symmetric(ulong key, long index) => (2 * Uniform(key, index)) - 1;

    /// <summary>
    /// In [-1, 1), wandering smoothly: random at every <paramref name="period"/>-th index, eased between them.
    /// </summary>
    public static double Wander(ulong key, long index, long period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        (long knot, long offset) = Math.DivRem(index, period);
        double x = (double)offset / period;
        double ease = x * x * (3 - (2 * x));
        double from = Symmetric(key, knot);
        return from + ((Symmetric(key, knot + 1) - from) * ease);
    }
}
