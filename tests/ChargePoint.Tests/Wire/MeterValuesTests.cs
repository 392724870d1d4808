using System.Globalization;
using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Sampled and clock-aligned meter values, transaction data: OCPP 1.6 §3.16, §4.7, certification cases 070, 071.</summary>
public sealed class MeterValuesTests
{
    private const string Many =
        "Energy.Active.Import.Register,Energy.Active.Import.Interval,Power.Active.Import,Current.Import,Voltage,SoC,Temperature";

    [Fact]
    public void Samples_come_exactly_at_the_interval_with_all_measurands()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("MeterValueSampleInterval", "15"),
            ("MeterValuesSampledData", Many)
        );
        DateTimeOffset began = bench.Now.ToUtc();
        bench.Charge().WaitSeconds(100);
        IReadOnlyList<SentFrame> calls = bench.Calls("MeterValues");
        calls.Select(Timestamp).ShouldBe(Enumerable.Range(1, 6).Select(i => began.AddSeconds(15 * i)));
        calls.ShouldAllBe(call => call.Number("transactionId") == 1001 && call.Number("connectorId") == 1);
        foreach (SentFrame call in calls)
        {
            JsonObject[] values = Values(call);
            values.ShouldAllBe(value => ((string?)value["context"] ?? "Sample.Periodic") == "Sample.Periodic");
            values.Select(value => (string)value["measurand"]!).Distinct().ShouldBe(Many.Split(','), ignoreOrder: true);
            values.Count(value => (string)value["measurand"]! == "Voltage").ShouldBe(3);
        }
        Energies(calls).ShouldBeInOrder(SortDirection.Ascending);
        Energies(calls)[^1].ShouldBeInRange(250, 276);
    }

    [Fact]
    public void No_samples_outside_transactions_and_none_with_interval_zero()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn().WaitSeconds(50).Calls("MeterValues").ShouldBeEmpty();
        ChargePointBench off = ChargePointBench.Booted(null, ("MeterValueSampleInterval", "0"));
        off.Charge().WaitSeconds(600).Calls("MeterValues").ShouldBeEmpty();
    }

    [Fact]
    public void A_new_interval_holds_from_then_on()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MeterValueSampleInterval", "100")).Charging();
        bench.WaitSeconds(30).Configure("MeterValueSampleInterval", "20").Forget().WaitSeconds(61);
        DateTimeOffset[] times = [.. bench.Calls("MeterValues").Select(Timestamp)];
        times.Length.ShouldBeInRange(3, 4);
        (times[^1] - times[^2]).ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Aligned_values_fall_on_the_grid_inside_and_outside_transactions()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets,
            ("MeterValueSampleInterval", "0"),
            ("MeterValuesAlignedData", "Energy.Active.Import.Register,Power.Active.Import")
        );
        bench.WaitSeconds(7).Configure("ClockAlignedDataInterval", "60");
        bench.WaitSeconds(13).Charge("TAG1", 1).Forget().WaitSeconds(600);
        IReadOnlyList<SentFrame> calls = bench.Calls("MeterValues");
        calls.ShouldAllBe(call => Timestamp(call).Second == 0 && Timestamp(call).Millisecond == 0);
        SentFrame[] first = [.. calls.Where(call => call.Number("connectorId") == 1)];
        SentFrame[] second = [.. calls.Where(call => call.Number("connectorId") == 2)];
        first.Length.ShouldBe(10);
        second.Length.ShouldBe(10);
        first.ShouldAllBe(call => call.Number("transactionId") == 1001);
        second.ShouldAllBe(call => call.Number("transactionId") == null);
        Values(first[0]).ShouldAllBe(value => (string)value["context"]! == "Sample.Clock");
        for (int i = 1; i < first.Length; i++)
        {
            (Timestamp(first[i]) - Timestamp(first[i - 1])).ShouldBe(TimeSpan.FromSeconds(60));
        }
        foreach (SentFrame call in calls.Where(call => call.Number("connectorId") == 0))
        {
            Values(call).ShouldAllBe(value => (string)value["location"]! == "Inlet");
            call.Number("transactionId").ShouldBeNull();
        }
    }

    [Fact]
    public void Aligned_values_follow_the_charge_points_own_clock()
    {
        var bench = new ChargePointBench();
        bench.Csms.ClockOffset = TimeSpan.FromSeconds(17);
        bench.PowerOn().Configure("ClockAlignedDataInterval", "30").Forget().WaitSeconds(120);
        bench.Calls("MeterValues").ShouldNotBeEmpty();
        bench.Calls("MeterValues").ShouldAllBe(call => Timestamp(call).Second % 30 == 0);
    }

    [Fact]
    public void Dc_reports_the_bus()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneFixedCable,
            ("MeterValuesSampledData", "Voltage,Current.Import,Power.Active.Import,SoC")
        );
        bench.Charge().WaitSeconds(10);
        JsonObject[] values = Values(bench.TheCall("MeterValues"));
        values.Length.ShouldBe(4);
        double voltage = Number(values, "Voltage");
        voltage.ShouldBeInRange(340, 420);
        (voltage * Number(values, "Current.Import")).ShouldBe(Number(values, "Power.Active.Import"), 1);
        Number(values, "Power.Active.Import").ShouldBeInRange(49_000, 50_000);
        Number(values, "SoC").ShouldBeInRange(30, 31);
    }

    [Fact]
    public void An_unsupported_measurand_changes_nothing()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Call("ChangeConfiguration", new { key = "MeterValuesSampledData", value = "Voltage,RPM" })["status"]!
            .GetValue<string>()
            .ShouldBe("Rejected");
        bench.Charge().WaitSeconds(10);
        Values(bench.TheCall("MeterValues")).ShouldHaveSingleItem()["measurand"]!
            .GetValue<string>()
            .ShouldBe("Energy.Active.Import.Register");
    }

    [Fact]
    public void An_empty_list_means_the_energy_register()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MeterValuesSampledData", ""));
        bench.Charge().WaitSeconds(10);
        Energy(bench.TheCall("MeterValues"));
        ChargePointBench aligned = ChargePointBench.Booted(
            null,
            ("MeterValuesAlignedData", ""),
            ("ClockAlignedDataInterval", "60")
        );
        SentFrame[] calls = [.. aligned.WaitSeconds(60).Calls("MeterValues")];
        calls.Select(call => call.Number("connectorId")).ShouldBe([0, 1]);
        Array.ForEach(calls, Energy);

        static void Energy(SentFrame call) =>
            Values(call).ShouldHaveSingleItem()["measurand"]!.ToString().ShouldBe("Energy.Active.Import.Register");
    }

    [Fact]
    public void An_entry_with_a_phase_is_that_phase_alone()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("MeterValuesSampledData", "Voltage.L2-N,Current.Import.L1,Power.Active.Import.L3")
        );
        bench.Charge().WaitSeconds(10);
        Values(bench.TheCall("MeterValues"))
            .Select(value => $"{value["measurand"]} {value["phase"]} {value["unit"]}")
            .ShouldBe(["Voltage L2-N V", "Current.Import L1 A", "Power.Active.Import L3 W"]);
    }

    [Fact]
    public void Without_measurands_for_it_there_is_no_transaction_data()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("StopTxnSampledData", "Energy.Active.Import.Register"),
            ("StopTxnAlignedData", "Power.Active.Import")
        );
        bench.Charge().WaitSeconds(35);
        bench.Configure("StopTxnSampledData", "").Configure("StopTxnAlignedData", "").Present("TAG1");
        bench.TheCall("StopTransaction").Payload.ContainsKey("transactionData").ShouldBeFalse();
    }

    [Fact]
    public void Transaction_data_has_begin_end_and_the_samples_between()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("StopTxnSampledData", "Energy.Active.Import.Register,Power.Active.Import")
        );
        DateTimeOffset began = bench.Now.ToUtc();
        bench.Charge().WaitSeconds(35).Present("TAG1");
        SentFrame stop = bench.TheCall("StopTransaction");
        JsonObject[] data = [.. stop.Payload["transactionData"]!.AsArray().Select(value => value!.AsObject())];
        Contexts(data)
            .ShouldBe([
                "Transaction.Begin",
                "Sample.Periodic",
                "Sample.Periodic",
                "Sample.Periodic",
                "Transaction.End",
            ]);
        data.Select(value => DateTimeOffset.Parse((string)value["timestamp"]!))
            .ShouldBe(new[] { 0, 10, 20, 30, 35 }.Select(seconds => began.AddSeconds(seconds)));
        EnergyOf(data[0]).ShouldBe(0);
        EnergyOf(data[^1]).ShouldBe(stop.Number("meterStop")!.Value);
    }

    [Fact]
    public void Transaction_data_has_aligned_values_when_they_are_configured()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("StopTxnAlignedData", "Energy.Active.Import.Register"),
            ("ClockAlignedDataInterval", "20")
        );
        bench.Charge().WaitSeconds(50).Present("TAG1");
        JsonArray data = bench.TheCall("StopTransaction").Payload["transactionData"]!.AsArray();
        string[] contexts = Contexts(data.Select(value => value!.AsObject()));
        contexts[0].ShouldBe("Transaction.Begin");
        contexts[^1].ShouldBe("Transaction.End");
        contexts.Count(context => context == "Sample.Clock").ShouldBe(2);
    }

    [Fact]
    public void Transaction_data_is_thinned_out_but_keeps_begin_and_end()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Configuration = new Dictionary<string, string> { ["StopTransactionMaxMeterValues"] = "10" },
            },
            ("StopTxnSampledData", "Energy.Active.Import.Register")
        );
        bench.Charge().WaitSeconds(1_000).Present("TAG1");
        JsonArray data = bench.TheCall("StopTransaction").Payload["transactionData"]!.AsArray();
        data.Count.ShouldBeInRange(5, 10);
        string[] contexts = Contexts(data.Select(value => value!.AsObject()));
        contexts[0].ShouldBe("Transaction.Begin");
        contexts[^1].ShouldBe("Transaction.End");
    }

    private static string[] Contexts(IEnumerable<JsonObject> data) =>
        [.. data.Select(value => (string?)value["sampledValue"]![0]!["context"] ?? "Sample.Periodic")];

    private static double EnergyOf(JsonObject meterValue) =>
        Parse(
            meterValue["sampledValue"]!
                .AsArray()
                .Single(value =>
                    ((string?)value!["measurand"] ?? "Energy.Active.Import.Register") == "Energy.Active.Import.Register"
                )!
        );

    private static double[] Energies(IEnumerable<SentFrame> calls) =>
        [.. calls.Select(call => EnergyOf(call.Payload["meterValue"]![0]!.AsObject()))];

    private static double Number(JsonObject[] values, string measurand) =>
        Parse(values.Single(value => (string)value["measurand"]! == measurand));

    private static double Parse(JsonNode value) => double.Parse((string)value["value"]!, CultureInfo.InvariantCulture);

    private static DateTimeOffset Timestamp(SentFrame call) =>
        DateTimeOffset.Parse((string)call.Payload["meterValue"]![0]!["timestamp"]!);

    private static JsonObject[] Values(SentFrame call) =>
        [.. call.Payload["meterValue"]![0]!["sampledValue"]!.AsArray().Select(value => value!.AsObject())];
}
