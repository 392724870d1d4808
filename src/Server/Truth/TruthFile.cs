using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Server.Api;
using Server.Import;

namespace Server.Truth;

/// <summary>The report as a file.</summary>
internal static class TruthFile
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private static readonly string[] Columns =
    [
        "charger_id",
        "evse_id",
        "id_tag",
        "started_at",
        "stopped_at",
        "meter_start_wh",
        "meter_stop_wh",
        "delivered_wh",
        "verdict",
        "reason",
        "transaction_id",
        "start",
        "stop",
        "meter_values_given_up",
        "csms_transaction_id",
        "csms_meter_start_wh",
        "csms_meter_stop_wh",
    ];

    /// <summary>All of it.</summary>
    public static Task WriteJsonAsync(Stream body, RunTruth truth, CancellationToken aborted) =>
        JsonSerializer.SerializeAsync(body, truth, Indented, aborted);

    /// <summary>The table of sessions.</summary>
    public static async Task WriteCsvAsync(Stream body, RunTruth truth, CancellationToken aborted)
    {
        await using var csv = CsvWriter.Create(body, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        await csv.WriteRecordAsync([.. Columns], aborted);
        foreach (var it in truth.Sessions)
        {
            foreach (var cell in Cells(it))
            {
                // A spreadsheet of another country takes a bare semicolon for a separator.
                csv.WriteField(cell, cell.Contains(';') ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
            }

            await csv.EndRecordAsync(aborted);
        }

        await csv.FlushAsync(aborted);
    }

    private static string[] Cells(SessionTruth it) =>
        [
            CsvFormula.Guard(it.ChargerId),
            Text(it.EvseId),
            CsvFormula.Guard(it.IdTag),
            Time(it.StartedAt),
            Time(it.StoppedAt),
            Text(it.MeterStartWh),
            Text(it.MeterStopWh),
            it.DeliveredWh.ToString("0.000", CultureInfo.InvariantCulture),
            Name(it.Verdict),
            it.Reason ?? "",
            Text(it.Wire.TransactionId),
            Name(it.Wire.Start),
            Name(it.Wire.Stop),
            Text(it.Wire.MeterValuesGivenUp),
            Text(it.Csms?.TransactionId),
            Text(it.Csms?.MeterStartWh),
            Text(it.Csms?.MeterStopWh),
        ];

    private static string Name<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value, ApiJson.Options).GetString()!;

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) ?? "";
}
