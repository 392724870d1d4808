using System.Net.Http.Headers;
using System.Text;
using Server.Hosting;

namespace Server.Tests.Import;

/// <summary>Files that are broken as files: each is an error that says where and what to mend, and nothing is changed.</summary>
public sealed class MalformedFileTests(Simulator simulator) : IClassFixture<Simulator>
{
    private const string Import = "/import/chargers";

    [Fact]
    public async Task Columns_are_known_each_there_and_there_once()
    {
        var report = await simulator.SendFileAsync(
            Import,
            Files
                .ChargerHeader.Replace("vendor", "Vendor", StringComparison.Ordinal)
                .Replace("model", "phases", StringComparison.Ordinal) + "\nC1,,,,,,1,,,,,\n"
        );

        report.Status.ShouldBe(422);
        report.Errors().ShouldAllBe(error => error.Line == 1);
        report
            .Errors()
            .Select(error => (error.Field, error.Message.Split(' ', ':')[1]))
            .ShouldBe(
                [("Vendor", "no"), ("phases", "there"), ("vendor", "missing"), ("model", "missing")],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("C1,,,,,,1,,,,", 2, "", "has 11 cells, but there are 12 columns")]
    [InlineData("C1,,,,,,1,,,,,,", 2, "", "has 13 cells, but there are 12 columns")]
    [InlineData("C1,,a\"b,,,,1,,,,,", 2, "", "put the cell in quotes")]
    [InlineData("C1,,\"a\"b,,,,1,,,,,", 2, "", "text after a closing quote")]
    [InlineData("C1,,\"ab,,,,1,,,,,\nC2,,,,,,1,,,,,", 2, "", "never closed")]
    [InlineData("C1,,\"a\nb\",,,,1,,,,,\nC2,,,,,,9,,,,,", 2, "vendor", "printable ASCII")]
    public async Task Rows_are_RFC_4180(string rows, int line, string field, string mentions)
    {
        var report = await simulator.SendFileAsync(Import, $"{Files.ChargerHeader}\n{rows}\n");

        report.Status.ShouldBe(422);
        report.Errors()[0].Line.ShouldBe(line);
        report.Errors()[0].Field.ShouldBe(field);
        report.Errors()[0].Message.ShouldContain(mentions);
        (await simulator.SendAsync("GET", "/chargers/C2")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Lines_are_those_of_the_file_after_quoted_line_breaks_and_empty_lines()
    {
        var report = await simulator.SendFileAsync(
            Import,
            $"{Files.ChargerHeader}\r\n\r\nC1,,\"a\r\nb\",,,,1,,,,,\r\n,,,,,,,,,,,\r\nC2,,,,,,9,,,,,\r\n"
        );

        report.Errors().Select(error => (error.Line, error.Field)).ShouldBe([(3, "vendor"), (6, "evse_id")]);
    }

    [Theory]
    [InlineData("\uFEFF", ',', "\n")]
    [InlineData("", ';', "\r\n")]
    [InlineData("\uFEFF", ';', "\r")]
    public async Task Marks_separators_and_line_ends_are_as_they_come(string mark, char separator, string lineEnd)
    {
        var text = $"{Files.ChargerHeader}\nC1,,\"A;c,me\",,,,1,,,,,\n\"C1\",,,,,,2,DC,,,,\n".Replace(
            "\"A;c,me\"",
            "@",
            StringComparison.Ordinal
        );
        var file =
            mark
            + text.Replace(',', separator)
                .Replace("@", "\"A;c,me\"", StringComparison.Ordinal)
                .Replace("\n", lineEnd, StringComparison.Ordinal);

        var report = await simulator.SendFileAsync($"{Import}?dryRun=true", file);

        report.Counts().ShouldBe((1, 0, 0));
    }

    [Theory]
    [InlineData("", "The file is empty: its first line must name the columns, charger_id,")]
    [InlineData("\n \r\n", "")]
    public async Task An_empty_file_is_told_from_one_without_rows(string text, string mentions)
    {
        var csv = await simulator.SendFileAsync(Import, Encoding.UTF8.GetBytes(text), "text/csv");
        csv.Status.ShouldBe(422);
        csv.Errors()[0].Message.ShouldContain(mentions);
        var json = await simulator.SendFileAsync(Import, Encoding.UTF8.GetBytes(text), "application/json");
        json.Status.ShouldBe(422);
        json.ShouldHaveError(1, "", "The file is empty: it must be an array of chargers.");

        (await simulator.SendFileAsync(Import, Files.ChargerHeader)).Counts().ShouldBe((0, 0, 0));
        (await simulator.SendFileAsync(Import, "[]")).Counts().ShouldBe((0, 0, 0));
    }

    [Theory]
    [InlineData("[\n {", 2, "The file is not JSON: line 2, byte 3")]
    [InlineData(
        "[\n {\"id\":\"A\",\"evses\":[{\"id\":1}]}\n {\"id\":\"B\"} ]",
        3,
        "The file is not JSON: line 3, byte 2"
    )]
    [InlineData(
        "[{\"id\":\"A\",\"evses\":[{\"id\":1}]}]\n\n x",
        3,
        "left over after the end of the array: line 3, byte 2"
    )]
    [InlineData("[{\"id\":'A'}]", 1, "The file is not JSON: line 1, byte 8")]
    [InlineData("{\"id\":\"A\"}", 1, "The file must be an array of chargers, not an object.")]
    [InlineData("\n 7", 2, "The file must be an array of chargers, not a number.")]
    public async Task What_is_not_JSON_says_where(string text, int line, string message)
    {
        var report = await simulator.SendFileAsync(Import, Encoding.UTF8.GetBytes(text), "application/json");

        report.Status.ShouldBe(422);
        report.Errors()[^1].Line.ShouldBe(line);
        report.Errors()[^1].Field.ShouldBe("");
        report.Errors()[^1].Message.ShouldContain(message);
        (await simulator.SendAsync("GET", "/chargers/A")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Another_encoding_is_named()
    {
        const string json = """[{"id":"A","evses":[{"id":1}]}]""";
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] marked = [.. encoding.GetPreamble(), .. encoding.GetBytes(json)];
            (await simulator.SendFileAsync(Import, marked, "application/json")).ShouldHaveError(1, "", "UTF-16");
            (await simulator.SendFileAsync(Import, encoding.GetBytes(Files.ChargerHeader), "text/csv")).ShouldHaveError(
                1,
                "",
                "UTF-16"
            );
        }

        (await simulator.SendFileAsync(Import, "PK\u0003\u0004…"u8.ToArray(), "text/csv")).ShouldHaveError(
            1,
            "",
            "Excel"
        );
    }

    [Fact]
    public async Task A_byte_that_is_not_UTF_8_is_an_error_of_its_row()
    {
        var latin = Encoding.Latin1;
        var csv = await simulator.SendFileAsync(
            Import,
            latin.GetBytes($"{Files.ChargerHeader}\nC1,,,,,,1,,,,,\nC2,,Köln,,,,1,,,,,\n"),
            "text/csv"
        );
        csv.ShouldHaveError(3, "vendor", "is not UTF-8", "K\uFFFDln");
        csv.Outcomes().ShouldBe(["create", "invalid"]);

        var json = await simulator.SendFileAsync(
            Import,
            latin.GetBytes(
                "[\n{\"id\":\"C1\",\n \"vendor\":\"Köln\",\"evses\":[{\"id\":1}]},\n{\"id\":\"C2\",\"evses\":[{\"id\":1}]}]"
            ),
            "application/json"
        );
        json.ShouldHaveError(3, "[0]", "byte 13 of this line is not UTF-8");
        json.Outcomes().ShouldBe(["invalid", "create"]);

        (await simulator.SendFileAsync(Import, """[{"id":"\ud800","evses":[{"id":1}]}]""")).ShouldHaveError(
            1,
            "[0]",
            "surrogate"
        );
        (await simulator.SendAsync("POST", "/chargers", """{"id":"\udc00","evses":[{"id":1}]}""")).ShouldBeProblem(
            400,
            "surrogate"
        );
    }

    [Fact]
    public async Task What_is_never_closed_does_not_fill_the_memory()
    {
        var quoted = $"{Files.ChargerHeader}\nC1,,\"{new string('x', 700_000)}";
        (await simulator.SendFileAsync(Import, quoted)).ShouldHaveError(2, "", "longer than 256 KB");
        var open = $"[\n{{\"id\":\"{new string('x', 3_000_000)}";
        (await simulator.SendFileAsync(Import, open)).ShouldHaveError(2, "", "larger than 1024 KB");
    }

    [Fact]
    public async Task A_file_larger_than_the_setting_is_a_413()
    {
        await using var small = await Simulator.StartAsync(
            new SimulatorSettings
            {
                NoDemo = true,
                Import = new() { MaxMegabytes = 1 },
            }
        );
        var row = $",,{new string('v', 20)},{new string('m', 20)},{new string('s', 25)},,1,,,,,\n";
        var most = string.Concat(Enumerable.Range(0, 9_000).Select(i => $"C{i}{row}"));
        var file = $"{Files.ChargerHeader}\n{most}";
        file.Length.ShouldBeLessThan(1024 * 1024);
        (await small.SendFileAsync($"{Import}?dryRun=true", file)).Counts().ShouldBe((9_000, 0, 0));

        using var request = new HttpRequestMessage(HttpMethod.Post, Import)
        {
            Content = new StringContent(file + most, Encoding.UTF8, "text/csv"),
        };
        // So that the refusal is read, and not a broken pipe.
        request.Headers.ExpectContinue = true;
        using var response = await small.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(413);
        (await response.Content.ReadAsStringAsync()).ShouldContain("larger than 1 MB");
    }

    [Fact]
    public async Task A_form_has_the_file_as_its_part()
    {
        var text = $"{Files.ChargerHeader}\nC1,,,,,,1,,,,,\n";
        (await FormAsync("file", text, "text/csv", "x.bin")).Counts().ShouldBe((1, 0, 0));
        // By its name, and by what is in it.
        (await FormAsync("file", text, "application/vnd.ms-excel", "chargers.CSV"))
            .Counts()
            .ShouldBe((1, 0, 0));
        (await FormAsync("file", text, null, "chargers")).Counts().ShouldBe((1, 0, 0));
        (await FormAsync("file", "[]", null, "chargers")).Counts().ShouldBe((0, 0, 0));
        (await FormAsync("file", " [ ]", null, "chargers.json")).Counts().ShouldBe((0, 0, 0));
        (await FormAsync("other", text, "text/csv", "x.csv")).ShouldBeInvalid("file");
        (await simulator.SendFileAsync(Import, "--x"u8.ToArray(), "multipart/form-data; boundary=y")).ShouldBeInvalid(
            "file"
        );
        (await simulator.SendFileAsync(Import, "--x"u8.ToArray(), "multipart/form-data")).ShouldBeInvalid("file");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/octet-stream")]
    public async Task Any_other_type_is_a_415(string type) =>
        (await simulator.SendFileAsync(Import, "[]"u8.ToArray(), type)).ShouldBeProblem(
            415,
            "text/csv or application/json"
        );

    [Fact]
    public async Task A_wrong_mode_is_a_422() =>
        (await simulator.SendFileAsync($"{Import}?mode=replace", "[]")).ShouldBeInvalid("mode");

    private async Task<Answer> FormAsync(string name, string text, string? type, string fileName)
    {
        using var form = new MultipartFormDataContent();
        using var part = new StringContent(text);
        part.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var other = new StringContent("y");
        form.Add(other, "before");
        form.Add(part, name, fileName);
        return await simulator.SendAsync($"{Import}?dryRun=true", form);
    }
}
