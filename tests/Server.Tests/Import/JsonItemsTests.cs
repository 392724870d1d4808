using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Server.Import;

namespace Server.Tests.Import;

/// <summary>A JSON file is read alike however it comes in.</summary>
public sealed class JsonItemsTests
{
    private const string Text = """
        [ { "id": "A,]}\"", "x": [1, {"y": -1.5e3}] },
          7 , "text", null,
          [ [ ] ]  ,{"id":"Ü😀",
          "n":true}
        ]

        """;

    [Fact]
    public void Items_and_their_lines_do_not_depend_on_the_pieces() =>
        Prop.ForAll(
                Gen.Choose(1, 9).NonEmptyListOf().ToArbitrary(),
                sizes =>
                {
                    var items = ReadAsync(Encoding.UTF8.GetBytes(Text), sizes).GetAwaiter().GetResult();
                    items
                        .Select(item => (item.Line, item.Id))
                        .ShouldBe([(1, "A,]}\""), (2, null), (2, null), (2, null), (3, null), (3, "Ü😀")]);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Where_it_stops_being_JSON_does_not_depend_on_the_pieces() =>
        Prop.ForAll(
                Gen.Choose(1, 9).NonEmptyListOf().ToArbitrary(),
                sizes =>
                {
                    var broken = Encoding.UTF8.GetBytes(Text.Replace("true}", "true,", StringComparison.Ordinal));
                    var error = Should.Throw<UnreadableFileException>(() =>
                        ReadAsync(broken, sizes).GetAwaiter().GetResult()
                    );
                    error.Errors[0].Line.ShouldBe(5);
                    error.Errors[0].Message.ShouldContain("line 5, byte 1");
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void A_file_that_ends_anywhere_is_no_whole_file()
    {
        var whole = Encoding.UTF8.GetBytes(Text.TrimEnd());
        for (var length = 0; length < whole.Length; length++)
        {
            Should.Throw<UnreadableFileException>(() => ReadAsync(whole[..length], [7]).GetAwaiter().GetResult());
        }
    }

    private static async Task<IReadOnlyList<(int Line, string? Id)>> ReadAsync(byte[] file, IReadOnlyList<int> sizes)
    {
        var items = new List<(int, string?)>();
        await foreach (
            var item in new JsonItems(new Pieces(file, sizes), ImportSchema.Chargers).ReadAsync(_ => { }, default)
        )
        {
            using (item)
            {
                item.Problems.ShouldBeEmpty();
                items.Add((item.Line, item.Id));
            }
        }

        return items;
    }

    /// <summary>A stream that gives no more than so many bytes at a time.</summary>
    private sealed class Pieces(byte[] file, IReadOnlyList<int> sizes) : MemoryStream(file)
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, sizes[_reads++ % sizes.Count])], cancellationToken);
    }
}
