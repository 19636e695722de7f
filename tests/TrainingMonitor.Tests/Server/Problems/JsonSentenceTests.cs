using System.Net;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Problems;

public class JsonSentenceTests
{
    [Theory]
    [InlineData("""{"name":7}""", "got a value of another kind at $.name, want a string")]
    [InlineData("""{"name":"x","total_steps":1.5}""", "got a value of another kind at $.total_steps, want an integer")]
    [InlineData("""{"name":"x","total_steps":"many"}""", "got a value of another kind at $.total_steps, want an integer")]
    [InlineData("""{"name":"x","tags":"a"}""", "got a value of another kind at $.tags, want an array of strings")]
    [InlineData("""{"name":"x","tags":[1]}""", "got a value of another kind at $.tags[0], want a string")]
    [InlineData("""{"name":"x","primary":{"loss":1}}""", "got a value of another kind at $.primary.loss, want a string")]
    [InlineData("""{"name":"x","primary":[]}""", "got a value of another kind at $.primary, want an object")]
    [InlineData("""[]""", "got a value of another kind, want an object")]
    [InlineData("""{"name":"\ud800"}""", "got a string at $.name that is not valid Unicode, want UTF-8 text without lone surrogates")]
    [InlineData("""{"name":"x","tags":["a","\udc00"]}""", "got a string at $.tags[1] that is not valid Unicode, want UTF-8 text without lone surrogates")]
    [InlineData("""{"name":null}""", "got null at $.name, want a string")]
    [InlineData("""{}""", "got a body without 'name', want it given")]
    [InlineData("""{"name":"x","name":"y"}""", "got the same member twice at $.name, want each once")]
    [InlineData("""{"name":"x" """, "got malformed JSON at line 1, byte 13, want one JSON value in UTF-8")]
    public async Task A_bad_body_is_answered_with_what_was_got_and_what_was_wanted(string body, string want)
    {
        await using var server = await RunningServer.StartAsync();

        var problem = await server.PostAsync("/api/runs", body, HttpStatusCode.BadRequest);

        Assert.Equal(want, problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("logs", """{"lines":null}""", "got null at $.lines, want an array")]
    [InlineData("logs", """{"lines":[{"text":null}]}""", "got null at $.lines[0].text, want a string")]
    [InlineData("system", """{"host":"h","samples":[{"time":"x"}]}""", "got a value of another kind at $.samples[0].time, want a number")]
    public async Task Of_a_member_that_is_null_or_an_instant_it_says_so(string of, string body, string want)
    {
        await using var server = await RunningServer.StartAsync();

        var problem = await server.PostAsync($"/api/runs/{await server.NewRunAsync()}/{of}", body, HttpStatusCode.BadRequest);

        Assert.Equal(want, problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("""{"type":"metrics","seq":1,"steps":[1],"metrics":{"a":[1]}}""", "got a writer's message before hello, want {\"type\":\"hello\",\"run_id\",\"writer\"} first")]
    [InlineData("""{"type":"subscribe","run_id":7}""", "got a value of another kind at $.run_id, want a string")]
    [InlineData("""{"type":"subscribe","run_id":"*","since":"now"}""", "got a value of another kind at $.since, want an integer")]
    [InlineData("""{"type":"hello","run_id":"a","writer":"w","rank":"first"}""", "got a value of another kind at $.rank, want an integer")]
    public async Task A_bad_message_too(string message, string want)
    {
        await using var server = await RunningServer.StartAsync();
        await using var socket = await SocketClient.ConnectAsync(server.Socket);

        await socket.SendAsync(message);

        Assert.Equal(want, (await socket.ReadAsync("error")).GetProperty("message").GetString());
    }
}
