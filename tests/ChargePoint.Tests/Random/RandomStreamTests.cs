namespace ChargePoints.Tests.Random;

public sealed class RandomStreamTests
{
    [Fact]
    public void Numbers_stay_what_they_are_from_build_to_build()
    {
        RandomStream stream = RandomStream.For(42, "CP001", "arrivals");
        stream.NextUInt64().ShouldBe(4_446_936_878_483_963_563UL);
        stream.NextUInt64().ShouldBe(2_881_519_533_363_271_961UL);
        RandomStream.Key(0, "", "").ShouldBe(11_468_997_028_885_478_722UL);
        GridNoise.Uniform(1, 1).ShouldBe(0.330655089685678, 1e-15);
    }

    [Theory]
    [InlineData(43UL, "CP001", "arrivals")]
    [InlineData(42UL, "CP002", "arrivals")]
    [InlineData(42UL, "CP001", "departures")]
    public void Seed_owner_and_purpose_each_make_another_stream(ulong seed, string owner, string purpose) =>
        RandomStream
            .For(seed, owner, purpose)
            .NextUInt64()
            .ShouldNotBe(RandomStream.For(42, "CP001", "arrivals").NextUInt64());

    [Fact]
    public void Uniform_numbers_fill_their_range_evenly()
    {
        RandomStream stream = RandomStream.For(1, "CP001", "test");
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            counts[(int)stream.NextDouble(0, 10)]++;
            stream.NextInt32(3).ShouldBeInRange(0, 2);
        }
        counts.ShouldAllBe(count => count > 9_500 && count < 10_500);
    }

    [Fact]
    public void Normal_numbers_have_the_mean_and_deviation_asked_for()
    {
        RandomStream stream = RandomStream.For(1, "CP001", "test");
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(_ => stream.NextNormal(50, 4))];
        double mean = numbers.Average();
        mean.ShouldBe(50, 0.1);
        Math.Sqrt(numbers.Average(x => (x - mean) * (x - mean))).ShouldBe(4, 0.1);
    }

    [Fact]
    public void Noise_is_a_function_of_the_index_and_its_wander_is_smooth()
    {
        double[] wander = [.. Enumerable.Range(0, 10_000).Select(i => GridNoise.Wander(5, i, 180))];
        wander.ShouldAllBe(x => x >= -1 && x < 1);
        wander.Max().ShouldBeGreaterThan(0.7);
        wander.Min().ShouldBeLessThan(-0.7);
        wander.Zip(wander.Skip(1), (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(0.02);
        GridNoise.Wander(5, 1_234, 180).ShouldBe(wander[1_234]);
    }
}
