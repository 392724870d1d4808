using System.Text.Json.Nodes;
using Conformance.Tests.Harness;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>Meter values: OCPP 1.6 §3.16, §4.7.</summary>
public sealed class MeterValuesCases
{
    private static readonly string[] Measurands =
    [
        "Energy.Active.Import.Register",
        "Power.Active.Import",
        "Current.Import",
        "Voltage",
        "SoC",
    ];

    [Case("070", "Sampled Meter Values")]
    public void Sampled()
    {
        using var test = TestSystem.Booted();
        test.Configure("MeterValueSampleInterval", "15");
        test.Configure("MeterValuesSampledData", string.Join(',', Measurands));
        int id = test.Charging();
        SentFrame before = test.Expect("MeterValues", withinSeconds: 16);
        for (int i = 0; i < 5; i++)
        {
            SentFrame values = test.Expect("MeterValues", new { connectorId = 1, transactionId = id }, 16);
            Check(values, "Sample.Periodic");
            (Stamp(values) - Stamp(before)).ShouldBe(TimeSpan.FromSeconds(15));
            before = values;
        }
    }

    [Case("071", "Clock-aligned Meter Values")]
    public void Clock_aligned()
    {
        using var test = TestSystem.Booted();
        test.Configure("MeterValueSampleInterval", "0");
        test.Configure("ClockAlignedDataInterval", "30");
        test.Configure("MeterValuesAlignedData", string.Join(',', Measurands));
        test.Wait(7);
        int id = test.Charging();
        test.ReadAll();
        test.Wait(181);
        SentFrame[] all = [.. test.Unread("MeterValues").Where(values => values.Number("connectorId") == 1)];
        all.Length.ShouldBe(6);
        for (int i = 0; i < all.Length; i++)
        {
            all[i].Number("transactionId").ShouldBe(id);
            Check(all[i], "Sample.Clock");
            (Stamp(all[i]).TimeOfDay.Ticks % TimeSpan.FromSeconds(30).Ticks).ShouldBe(0);
            (i == 0 || Stamp(all[i]) - Stamp(all[i - 1]) == TimeSpan.FromSeconds(30)).ShouldBeTrue($"{all[i]}");
        }
    }

    private static DateTimeOffset Stamp(SentFrame values) =>
        DateTimeOffset.Parse((string)values.Payload["meterValue"]![0]!["timestamp"]!, null);

    private static void Check(SentFrame values, string context)
    {
        JsonArray sampled = values.Payload["meterValue"]![0]!["sampledValue"]!.AsArray();
        sampled.ShouldAllBe(value => ((string?)value!["context"] ?? "Sample.Periodic") == context, $"{values}");
        sampled
            .Select(value => (string?)value!["measurand"] ?? "Energy.Active.Import.Register")
            .Distinct()
            .ShouldBe(Measurands, ignoreOrder: true, $"{values}");
    }
}
