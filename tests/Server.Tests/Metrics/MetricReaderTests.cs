using System.Diagnostics.Metrics;
using System.Text;
using Server.Metrics;

namespace Server.Tests.Metrics;

/// <summary>From instruments to text.</summary>
public sealed class MetricReaderTests : IDisposable
{
    private readonly Meter _meter = new("metric-reader-tests");
    private readonly MetricReader _reader;

    public MetricReaderTests() => _reader = new MetricReader(meter => meter == _meter);

    [Fact]
    public void Names_follow_from_instrument_and_unit_as_a_collector_makes_them()
    {
        _meter.CreateCounter<long>("ocppsim.messages", "{message}", "h").Add(1);
        _meter.CreateCounter<double>("process.cpu", "s", "h").Add(1);
        _meter.CreateObservableGauge("a.b-c/d", () => 1, "By", "h");
        _meter.CreateObservableGauge("depth_seconds", () => 1, "s", "h");
        _meter.CreateUpDownCounter<int>("9lives", null, "h").Add(1);

        Read()
            .Families.Keys.ShouldBe([
                "_9lives",
                "a_b_c_d_bytes",
                "depth_seconds",
                "ocppsim_messages_total",
                "process_cpu_seconds_total",
            ]);
        Read(openMetrics: true).Families["ocppsim_messages"].Unit.ShouldBeNull();
        Read(openMetrics: true).Families["process_cpu_seconds"].Unit.ShouldBe("seconds");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("back\\slash \\n and \"quotes\"")]
    [InlineData("two\nlines\n")]
    [InlineData("\\")]
    [InlineData("{} , = ü 電 # HELP")]
    public void Whatever_is_in_a_label_or_a_help_comes_back(string text)
    {
        _meter.CreateCounter<int>("c", null, $"h{text}").Add(1, Tag("label.name", text), Tag("x", text));

        foreach (var openMetrics in new[] { false, true })
        {
            var family = Read(openMetrics).Families.Values.Single();
            family.Help.ShouldBe($"h{text}");
            var labels = family.Samples.Single().Labels;
            labels["label_name"].ShouldBe(text);
            labels["x"].ShouldBe(text);
        }
    }

    [Fact]
    public void Labels_that_are_no_text_are_written_as_text()
    {
        _meter.CreateCounter<int>("c", null, "h").Add(1, Tag("a", true), Tag("b", 1.5), Tag("c", null));

        Read().Value("c_total{a=\"true\",b=\"1.5\",c=\"\"}").ShouldBe(1);
    }

    [Fact]
    public void Values_are_written_as_they_are()
    {
        var gauge = _meter.CreateGauge<double>("g", null, "h");
        double[] values = [0, -1.5, 1e-9, 123456789012345678, 0.1, double.MaxValue, double.PositiveInfinity, -1e300];
        for (var i = 0; i < values.Length; i++)
        {
            gauge.Record(values[i], Tag("i", i));
        }

        gauge.Record(double.NaN, Tag("i", "nan"));

        var read = Read();
        values.Select((_, i) => read.Value($"g{{i=\"{i}\"}}")).ShouldBe(values.Select(value => (double?)value));
        read.Value("g{i=\"nan\"}").ShouldBe(double.NaN);
    }

    [Fact]
    public void A_histogram_counts_up_to_each_bound_the_bound_included()
    {
        var histogram = _meter.CreateHistogram(
            "h",
            "s",
            "help",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 10] }
        );
        foreach (var value in new[] { 0.1, 0.5, 0.75, 1, 99 })
        {
            histogram.Record(value, Tag("action", "A"));
        }

        var read = Read();
        read.Value("h_seconds_bucket{action=\"A\",le=\"0.5\"}").ShouldBe(2);
        read.Value("h_seconds_bucket{action=\"A\",le=\"1.0\"}").ShouldBe(4);
        read.Value("h_seconds_bucket{action=\"A\",le=\"10.0\"}").ShouldBe(4);
        read.Value("h_seconds_bucket{action=\"A\",le=\"+Inf\"}").ShouldBe(5);
        read.Value("h_seconds_count{action=\"A\"}").ShouldBe(5);
        read.Value("h_seconds_sum{action=\"A\"}").ShouldBe(101.35);
        Read(openMetrics: true).Families["h_seconds"].Unit.ShouldBe("seconds");
    }

    [Fact]
    public void What_is_observed_is_asked_for_at_each_collection_and_what_is_gone_is_gone()
    {
        var asked = 0;
        var loops = new List<string> { "0", "1" };
        _meter.CreateObservableUpDownCounter(
            "g",
            () =>
            {
                asked++;
                return loops.Select(loop => new Measurement<int>(7, Tag("loop", loop)));
            },
            null,
            "h"
        );
        _meter.CreateObservableCounter("c", () => 100 + asked, null, "h");

        asked.ShouldBe(0);
        Read().Value("g{loop=\"1\"}").ShouldBe(7);
        loops.Remove("1");
        var read = Read();

        asked.ShouldBe(2);
        read.Value("g{loop=\"1\"}").ShouldBeNull();
        read.Value("g{loop=\"0\"}").ShouldBe(7);
        read.Value("c_total").ShouldNotBeNull().ShouldBeInRange(101, 102);
    }

    [Fact]
    public void A_meter_that_ends_takes_its_metrics_along_and_others_are_not_heard()
    {
        using var other = new Meter("other");
        other.CreateCounter<int>("o", null, "h").Add(1);
        _meter.CreateCounter<int>("c", null, "h").Add(1);
        Read().Families.Keys.ShouldBe(["c_total"]);

        _meter.Dispose();

        Read(openMetrics: true).Families.ShouldBeEmpty();
    }

    [Fact]
    public void Labels_without_end_end_in_one_series()
    {
        var counter = _meter.CreateCounter<int>("c", null, "h");
        for (var i = 0; i < MetricFamily.MostSeries + 500; i++)
        {
            counter.Add(1, Tag("name", i));
        }

        var family = Read().Families["c_total"];
        family.Samples.Count.ShouldBe(MetricFamily.MostSeries + 1);
        family.Samples.Single(sample => sample.Labels.ContainsKey("otel_metric_overflow")).Value.ShouldBe(500);
    }

    [Fact]
    public void Counts_of_many_threads_add_up_while_somebody_collects()
    {
        var counter = _meter.CreateCounter<long>("c", null, "h");
        var histogram = _meter.CreateHistogram<double>("h", "s", "h");

        Parallel.For(
            0,
            8,
            thread =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    counter.Add(1, Tag("action", "A"));
                    histogram.Record(i / 1000.0, Tag("action", "A"));
                    if (i % 100 == 0)
                    {
                        Read();
                    }
                }
            }
        );

        Read().Value("c_total{action=\"A\"}").ShouldBe(8000);
        Read().Value("h_seconds_count{action=\"A\"}").ShouldBe(8000);
    }

    [Fact]
    public void A_measurement_of_a_series_that_is_there_allocates_nothing()
    {
        var counter = _meter.CreateCounter<long>("c", null, "h");
        var histogram = _meter.CreateHistogram<double>("h", "s", "h");
        var tag = Tag("action", "MeterValues");
        Measure(10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Measure(int times)
        {
            for (var i = 0; i < times; i++)
            {
                counter.Add(1, tag);
                histogram.Record(i / 100.0, tag);
                histogram.Record(0.1);
            }
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _meter.Dispose();
    }

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);

    private Exposition Read(bool openMetrics = false) =>
        Exposition.Parse(Encoding.UTF8.GetString(_reader.Collect(openMetrics)), openMetrics);
}
