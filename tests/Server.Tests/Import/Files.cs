using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Server.Tests.Import;

/// <summary>Files, sent and read.</summary>
internal static class Files
{
    public const string ChargerHeader =
        "charger_id,csms_url,vendor,model,serial_number,firmware_version,evse_id,current_type,connector_type,max_power_w,phases,voltage_v";

    public const string VehicleHeader =
        "vehicle_id,id_tag,model,battery_wh,soc_percent,max_ac_power_w,max_dc_power_w,phases";

    public static Task<Answer> SendFileAsync(this Simulator simulator, string path, string text)
    {
        var json = text.TrimStart('\uFEFF', ' ', '\n') is ['[' or '{', ..];
        return simulator.SendFileAsync(path, Encoding.UTF8.GetBytes(text), json ? "application/json" : "text/csv");
    }

    public static async Task<Answer> SendFileAsync(this Simulator simulator, string path, byte[] file, string type)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await simulator.SendAsync(path, content);
    }

    public static async Task<Answer> SendAsync(this Simulator simulator, string path, HttpContent content)
    {
        using var response = await simulator.Http.PostAsync(path, content);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value))
        );
    }

    public static async Task<string> ExportAsync(this Simulator simulator, string path)
    {
        var answer = await simulator.SendAsync("GET", path);
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Text;
    }

    /// <summary>The errors of a report: line, field, message and value.</summary>
    public static IReadOnlyList<(int Line, string Field, string Message, string? Value)> Errors(this Answer report) =>
        [
            .. report.Json["errors"]!
                .AsArray()
                .Select(error =>
                    ((int)error!["line"]!, (string)error["field"]!, (string)error["message"]!, (string?)error["value"])
                ),
        ];

    /// <summary>The one error of a report.</summary>
    public static void ShouldHaveError(
        this Answer report,
        int line,
        string field,
        string mentions,
        string? value = null
    )
    {
        report.Errors().ShouldHaveSingleItem(report.Text);
        var (atLine, atField, message, wrong) = report.Errors()[0];
        atLine.ShouldBe(line, report.Text);
        atField.ShouldBe(field, report.Text);
        message.ShouldContain(mentions);
        wrong.ShouldBe(value, report.Text);
    }

    public static (int Created, int Updated, int Unchanged) Counts(this Answer report)
    {
        ((bool)report.Json["valid"]!).ShouldBeTrue(report.Text[..Math.Min(report.Text.Length, 4000)]);
        return ((int)report.Json["created"]!, (int)report.Json["updated"]!, (int)report.Json["unchanged"]!);
    }

    public static IReadOnlyList<string?> Outcomes(this Answer report) =>
        [.. report.Json["items"]!.AsArray().Select(item => (string?)item!["outcome"])];

    public static IReadOnlyList<string?> Changes(this JsonNode item) =>
        [.. item["changes"]!.AsArray().Select(name => (string?)name)];
}
